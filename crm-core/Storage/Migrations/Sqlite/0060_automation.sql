-- When each background task runs next, and which instance runs it now.
CREATE TABLE background_leases (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NULL,
    until INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    started_at INTEGER NULL,
    finished_at INTEGER NULL,
    succeeded_at INTEGER NULL,
    failures INTEGER NOT NULL,
    last_error TEXT NULL
);

-- The outbox: what users are to be told, and what each channel did about it.
CREATE TABLE notifications (
    id INTEGER NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    record_kind TEXT NULL,
    record_id INTEGER NULL,
    data TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    deliver_at INTEGER NOT NULL,
    seen_at INTEGER NULL
);
CREATE INDEX ix_notifications_user_id ON notifications (user_id, id);
CREATE INDEX ix_notifications_due ON notifications (user_id, seen_at, deliver_at);
CREATE INDEX ix_notifications_created_at ON notifications (created_at);

CREATE TABLE notification_deliveries (
    notification_id INTEGER NOT NULL,
    channel TEXT NOT NULL,
    claimed_by TEXT NOT NULL,
    claimed_until INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    delivered_at INTEGER NULL,
    PRIMARY KEY (notification_id, channel)
);

CREATE TABLE notification_settings (
    id INTEGER NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id),
    day_start INTEGER NULL,
    quiet_from INTEGER NULL,
    quiet_to INTEGER NULL,
    digest_at INTEGER NULL,
    version INTEGER NOT NULL
);
CREATE UNIQUE INDEX ix_notification_settings_user_id ON notification_settings (user_id);

-- Rules as data; trigger_data, condition and action_data are JSON.
CREATE TABLE rules (
    id INTEGER NOT NULL PRIMARY KEY,
    shipped_as TEXT NULL,
    name TEXT NOT NULL COLLATE NOCASE,
    enabled INTEGER NOT NULL,
    since INTEGER NOT NULL,
    trigger_kind TEXT NOT NULL,
    trigger_data TEXT NOT NULL,
    condition TEXT NULL,
    delay_minutes INTEGER NOT NULL,
    business_delay INTEGER NOT NULL,
    action_kind TEXT NOT NULL,
    action_data TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
);
CREATE UNIQUE INDEX ix_rules_name ON rules (name);
CREATE UNIQUE INDEX ix_rules_shipped_as ON rules (shipped_as);

-- How far each rule has looked (rule 0: the change feed, by its sequence number in last_id).
CREATE TABLE rule_progress (
    rule_id INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    last_id INTEGER NOT NULL
);

-- Each time a rule's trigger came true for a record; the key makes it happen once.
CREATE TABLE rule_occurrences (
    rule_id INTEGER NOT NULL,
    occurrence_key TEXT NOT NULL,
    record_kind TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    detected_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    done_at INTEGER NULL,
    outcome TEXT NULL,
    error TEXT NULL,
    change_set_id INTEGER NULL,
    PRIMARY KEY (rule_id, occurrence_key)
);
CREATE INDEX ix_rule_occurrences_due ON rule_occurrences (due_at) WHERE done_at IS NULL;
CREATE INDEX ix_rule_occurrences_change_set_id ON rule_occurrences (change_set_id);
CREATE INDEX ix_rule_occurrences_done_at ON rule_occurrences (done_at);

-- Every step of a customer's lifecycle, for reports.
CREATE TABLE lifecycle_changes (
    customer_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    change_set_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    from_lifecycle TEXT NULL,
    to_lifecycle TEXT NOT NULL,
    by_id INTEGER NOT NULL,
    reason TEXT NULL,
    PRIMARY KEY (customer_id, at, change_set_id, ordinal)
);
CREATE INDEX ix_lifecycle_changes_at ON lifecycle_changes (at);

-- Reminders: how long before the due time, how it comes again, and (derived) when to remind next.
ALTER TABLE tasks ADD COLUMN remind_before INTEGER NULL;
ALTER TABLE tasks ADD COLUMN recurrence TEXT NULL;
ALTER TABLE tasks ADD COLUMN remind_at INTEGER NULL;
CREATE INDEX ix_tasks_remind_at ON tasks (remind_at) WHERE remind_at IS NOT NULL;

-- What the rules look customers up by.
CREATE INDEX ix_customers_without_interaction ON customers (created_at) WHERE last_interaction_at IS NULL;

-- A secret address at which a calendar program reads a user's calendar; only its hash is kept.
CREATE TABLE calendar_tokens (
    user_id INTEGER NOT NULL PRIMARY KEY,
    hash BLOB NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX ix_calendar_tokens_hash ON calendar_tokens (hash);

-- Where a user can be reached on channels that need an address; the channel's own JSON.
CREATE TABLE conversation_references (
    channel TEXT NOT NULL,
    conversation TEXT NOT NULL,
    user_id INTEGER NOT NULL,
    reference TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (channel, conversation, user_id)
);
CREATE INDEX ix_conversation_references_user_id ON conversation_references (user_id);
