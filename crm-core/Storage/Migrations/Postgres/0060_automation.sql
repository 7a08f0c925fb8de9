-- When each background task runs next, and which instance runs it now.
CREATE TABLE background_leases (
    name text NOT NULL PRIMARY KEY,
    holder text NULL,
    until bigint NOT NULL,
    next_at bigint NOT NULL,
    started_at bigint NULL,
    finished_at bigint NULL,
    succeeded_at bigint NULL,
    failures integer NOT NULL,
    last_error text NULL
);

-- The outbox: what users are to be told, and what each channel did about it.
CREATE TABLE notifications (
    id bigint NOT NULL PRIMARY KEY,
    user_id bigint NOT NULL,
    kind text NOT NULL,
    record_kind text NULL,
    record_id bigint NULL,
    data text NOT NULL,
    created_at bigint NOT NULL,
    deliver_at bigint NOT NULL,
    seen_at bigint NULL
);
CREATE INDEX ix_notifications_user_id ON notifications (user_id, id);
CREATE INDEX ix_notifications_due ON notifications (user_id, seen_at, deliver_at);
CREATE INDEX ix_notifications_created_at ON notifications (created_at);

CREATE TABLE notification_deliveries (
    notification_id bigint NOT NULL,
    channel text NOT NULL,
    claimed_by text NOT NULL,
    claimed_until bigint NOT NULL,
    attempts integer NOT NULL,
    delivered_at bigint NULL,
    PRIMARY KEY (notification_id, channel)
);

CREATE TABLE notification_settings (
    id bigint NOT NULL PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users (id),
    day_start integer NULL,
    quiet_from integer NULL,
    quiet_to integer NULL,
    digest_at integer NULL,
    version integer NOT NULL
);
CREATE UNIQUE INDEX ix_notification_settings_user_id ON notification_settings (user_id);

-- Rules as data; trigger_data, condition and action_data are JSON.
CREATE TABLE rules (
    id bigint NOT NULL PRIMARY KEY,
    shipped_as text NULL,
    name text NOT NULL,
    enabled boolean NOT NULL,
    since bigint NOT NULL,
    trigger_kind text NOT NULL,
    trigger_data text NOT NULL,
    condition text NULL,
    delay_minutes integer NOT NULL,
    business_delay boolean NOT NULL,
    action_kind text NOT NULL,
    action_data text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    version integer NOT NULL
);
CREATE UNIQUE INDEX ix_rules_name ON rules (lower(name COLLATE "C"));
CREATE UNIQUE INDEX ix_rules_shipped_as ON rules (shipped_as);

-- How far each rule has looked (rule 0: the change feed, by its sequence number in last_id).
CREATE TABLE rule_progress (
    rule_id bigint NOT NULL PRIMARY KEY,
    at bigint NOT NULL,
    last_id bigint NOT NULL
);

-- Each time a rule's trigger came true for a record; the key makes it happen once.
CREATE TABLE rule_occurrences (
    rule_id bigint NOT NULL,
    occurrence_key text NOT NULL,
    record_kind text NOT NULL,
    record_id bigint NOT NULL,
    detected_at bigint NOT NULL,
    due_at bigint NOT NULL,
    depth integer NOT NULL,
    attempts integer NOT NULL,
    done_at bigint NULL,
    outcome text NULL,
    error text NULL,
    change_set_id bigint NULL,
    PRIMARY KEY (rule_id, occurrence_key)
);
CREATE INDEX ix_rule_occurrences_due ON rule_occurrences (due_at) WHERE done_at IS NULL;
CREATE INDEX ix_rule_occurrences_change_set_id ON rule_occurrences (change_set_id);
CREATE INDEX ix_rule_occurrences_done_at ON rule_occurrences (done_at);

-- Every step of a customer's lifecycle, for reports.
CREATE TABLE lifecycle_changes (
    customer_id bigint NOT NULL,
    at bigint NOT NULL,
    change_set_id bigint NOT NULL,
    ordinal integer NOT NULL,
    from_lifecycle text NULL,
    to_lifecycle text NOT NULL,
    by_id bigint NOT NULL,
    reason text NULL,
    PRIMARY KEY (customer_id, at, change_set_id, ordinal)
);
CREATE INDEX ix_lifecycle_changes_at ON lifecycle_changes (at);

-- Reminders: how long before the due time, how it comes again, and (derived) when to remind next.
ALTER TABLE tasks ADD COLUMN remind_before integer NULL;
ALTER TABLE tasks ADD COLUMN recurrence text NULL;
ALTER TABLE tasks ADD COLUMN remind_at bigint NULL;
CREATE INDEX ix_tasks_remind_at ON tasks (remind_at) WHERE remind_at IS NOT NULL;

-- What the rules look customers up by.
CREATE INDEX ix_customers_without_interaction ON customers (created_at) WHERE last_interaction_at IS NULL;

-- A secret address at which a calendar program reads a user's calendar; only its hash is kept.
CREATE TABLE calendar_tokens (
    user_id bigint NOT NULL PRIMARY KEY,
    hash bytea NOT NULL,
    created_at bigint NOT NULL
);
CREATE UNIQUE INDEX ix_calendar_tokens_hash ON calendar_tokens (hash);

-- Where a user can be reached on channels that need an address; the channel's own JSON.
CREATE TABLE conversation_references (
    channel text NOT NULL,
    conversation text NOT NULL,
    user_id bigint NOT NULL,
    reference text NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (channel, conversation, user_id)
);
CREATE INDEX ix_conversation_references_user_id ON conversation_references (user_id);
