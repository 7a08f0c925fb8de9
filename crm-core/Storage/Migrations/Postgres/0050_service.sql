CREATE TABLE queues (
    id bigint NOT NULL PRIMARY KEY,
    name text NOT NULL,
    categories text[] NOT NULL,
    calendar text NULL,
    auto_assign boolean NOT NULL,
    lead_id bigint NULL REFERENCES users (id),
    return_after_minutes integer NULL,
    active boolean NOT NULL,
    created_at bigint NOT NULL,
    version integer NOT NULL
);
CREATE UNIQUE INDEX ix_queues_name ON queues (lower(name COLLATE "C"));
CREATE INDEX ix_queues_lead_id ON queues (lead_id);

CREATE TABLE queue_members (
    id bigint NOT NULL PRIMARY KEY,
    queue_id bigint NOT NULL REFERENCES queues (id),
    user_id bigint NOT NULL REFERENCES users (id),
    skills text[] NOT NULL,
    capacity integer NOT NULL,
    active boolean NOT NULL,
    created_at bigint NOT NULL,
    version integer NOT NULL
);
CREATE UNIQUE INDEX ix_queue_members_queue_id_user_id ON queue_members (queue_id, user_id);
CREATE INDEX ix_queue_members_user_id ON queue_members (user_id);

-- Open tickets from before have no clock yet; the timers start it (sla_since is null while the status is open).
ALTER TABLE tickets ADD COLUMN queue_id bigint NULL REFERENCES queues (id);
ALTER TABLE tickets ADD COLUMN language text NULL;
ALTER TABLE tickets ADD COLUMN responded_at bigint NULL;
ALTER TABLE tickets ADD COLUMN response_due bigint NULL;
ALTER TABLE tickets ADD COLUMN resolution_due bigint NULL;
ALTER TABLE tickets ADD COLUMN sla_due bigint NULL;
ALTER TABLE tickets ADD COLUMN sla_since bigint NULL;
ALTER TABLE tickets ADD COLUMN sla_used_ms bigint NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN sla_check_at bigint NULL;
ALTER TABLE tickets ADD COLUMN response_breached boolean NOT NULL DEFAULT false;
ALTER TABLE tickets ADD COLUMN resolution_breached boolean NOT NULL DEFAULT false;
ALTER TABLE tickets ADD COLUMN breached_at bigint NULL;
ALTER TABLE tickets ADD COLUMN response_escalated boolean NOT NULL DEFAULT false;
ALTER TABLE tickets ADD COLUMN resolution_escalated boolean NOT NULL DEFAULT false;
ALTER TABLE tickets ADD COLUMN silent_since bigint NULL;
ALTER TABLE tickets ADD COLUMN return_count integer NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN escalation_level integer NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN escalated_at bigint NULL;
ALTER TABLE tickets ADD COLUMN escalated_to_id bigint NULL REFERENCES users (id);
ALTER TABLE tickets ADD COLUMN escalation_reason text NULL;
ALTER TABLE tickets ADD COLUMN reopen_count integer NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN reopen_reason text NULL;
ALTER TABLE tickets ADD COLUMN rating integer NULL;
ALTER TABLE tickets ADD COLUMN rating_comment text NULL;
ALTER TABLE tickets ADD COLUMN merged_into_id bigint NULL REFERENCES tickets (id);
CREATE INDEX ix_tickets_queue_id_silent_since ON tickets (queue_id, silent_since);
CREATE INDEX ix_tickets_sla_due ON tickets (sla_due);
CREATE INDEX ix_tickets_sla_check_at ON tickets (sla_check_at);
CREATE INDEX ix_tickets_breached_at ON tickets (breached_at);
CREATE INDEX ix_tickets_status_sla_since ON tickets (status, sla_since);
CREATE INDEX ix_tickets_assignee_id_status ON tickets (assignee_id, status);
CREATE INDEX ix_tickets_escalated_to_id ON tickets (escalated_to_id);
CREATE INDEX ix_tickets_merged_into_id ON tickets (merged_into_id);

ALTER TABLE interactions ADD COLUMN ticket_id bigint NULL REFERENCES tickets (id);
CREATE INDEX ix_interactions_ticket_id ON interactions (ticket_id);

CREATE TABLE ticket_notes (
    id bigint NOT NULL PRIMARY KEY,
    ticket_id bigint NOT NULL REFERENCES tickets (id),
    kind text NOT NULL,
    body text NOT NULL,
    author_id bigint NOT NULL REFERENCES users (id),
    created_at bigint NOT NULL,
    version integer NOT NULL
);
CREATE INDEX ix_ticket_notes_ticket_id_created_at ON ticket_notes (ticket_id, created_at);
CREATE INDEX ix_ticket_notes_author_id ON ticket_notes (author_id);

CREATE TABLE surveys (
    id bigint NOT NULL PRIMARY KEY,
    kind text NOT NULL,
    customer_id bigint NOT NULL REFERENCES customers (id),
    contact_id bigint NULL REFERENCES contacts (id),
    ticket_id bigint NULL REFERENCES tickets (id),
    opportunity_id bigint NULL REFERENCES opportunities (id),
    asked_at bigint NOT NULL,
    asked_by_id bigint NULL REFERENCES users (id),
    expires_at bigint NOT NULL,
    score integer NULL,
    comment text NULL,
    answered_at bigint NULL,
    answered_by_id bigint NULL REFERENCES users (id),
    version integer NOT NULL
);
CREATE INDEX ix_surveys_customer_id ON surveys (customer_id);
CREATE INDEX ix_surveys_contact_id ON surveys (contact_id);
CREATE INDEX ix_surveys_ticket_id ON surveys (ticket_id);
CREATE INDEX ix_surveys_opportunity_id ON surveys (opportunity_id);
CREATE INDEX ix_surveys_asked_by_id ON surveys (asked_by_id);
CREATE INDEX ix_surveys_answered_by_id ON surveys (answered_by_id);
CREATE INDEX ix_surveys_asked_at ON surveys (asked_at);
CREATE INDEX ix_surveys_kind_answered_at ON surveys (kind, answered_at);
