CREATE TABLE queues (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL COLLATE NOCASE,
    categories TEXT NOT NULL,
    calendar TEXT NULL,
    auto_assign INTEGER NOT NULL,
    lead_id INTEGER NULL REFERENCES users (id),
    return_after_minutes INTEGER NULL,
    active INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL
);
CREATE UNIQUE INDEX ix_queues_name ON queues (name);
CREATE INDEX ix_queues_lead_id ON queues (lead_id);

CREATE TABLE queue_members (
    id INTEGER NOT NULL PRIMARY KEY,
    queue_id INTEGER NOT NULL REFERENCES queues (id),
    user_id INTEGER NOT NULL REFERENCES users (id),
    skills TEXT NOT NULL,
    capacity INTEGER NOT NULL,
    active INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL
);
CREATE UNIQUE INDEX ix_queue_members_queue_id_user_id ON queue_members (queue_id, user_id);
CREATE INDEX ix_queue_members_user_id ON queue_members (user_id);

-- Open tickets from before have no clock yet; the timers start it (sla_since is null while the status is open).
ALTER TABLE tickets ADD COLUMN queue_id INTEGER NULL REFERENCES queues (id);
ALTER TABLE tickets ADD COLUMN language TEXT NULL;
ALTER TABLE tickets ADD COLUMN responded_at INTEGER NULL;
ALTER TABLE tickets ADD COLUMN response_due INTEGER NULL;
ALTER TABLE tickets ADD COLUMN resolution_due INTEGER NULL;
ALTER TABLE tickets ADD COLUMN sla_due INTEGER NULL;
ALTER TABLE tickets ADD COLUMN sla_since INTEGER NULL;
ALTER TABLE tickets ADD COLUMN sla_used_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN sla_check_at INTEGER NULL;
ALTER TABLE tickets ADD COLUMN response_breached INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN resolution_breached INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN breached_at INTEGER NULL;
ALTER TABLE tickets ADD COLUMN response_escalated INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN resolution_escalated INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN silent_since INTEGER NULL;
ALTER TABLE tickets ADD COLUMN return_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN escalation_level INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN escalated_at INTEGER NULL;
ALTER TABLE tickets ADD COLUMN escalated_to_id INTEGER NULL REFERENCES users (id);
ALTER TABLE tickets ADD COLUMN escalation_reason TEXT NULL;
ALTER TABLE tickets ADD COLUMN reopen_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN reopen_reason TEXT NULL;
ALTER TABLE tickets ADD COLUMN rating INTEGER NULL;
ALTER TABLE tickets ADD COLUMN rating_comment TEXT NULL;
ALTER TABLE tickets ADD COLUMN merged_into_id INTEGER NULL REFERENCES tickets (id);
CREATE INDEX ix_tickets_queue_id_silent_since ON tickets (queue_id, silent_since);
CREATE INDEX ix_tickets_sla_due ON tickets (sla_due);
CREATE INDEX ix_tickets_sla_check_at ON tickets (sla_check_at);
CREATE INDEX ix_tickets_breached_at ON tickets (breached_at);
CREATE INDEX ix_tickets_status_sla_since ON tickets (status, sla_since);
CREATE INDEX ix_tickets_assignee_id_status ON tickets (assignee_id, status);
CREATE INDEX ix_tickets_escalated_to_id ON tickets (escalated_to_id);
CREATE INDEX ix_tickets_merged_into_id ON tickets (merged_into_id);

ALTER TABLE interactions ADD COLUMN ticket_id INTEGER NULL REFERENCES tickets (id);
CREATE INDEX ix_interactions_ticket_id ON interactions (ticket_id);

CREATE TABLE ticket_notes (
    id INTEGER NOT NULL PRIMARY KEY,
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    author_id INTEGER NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL
);
CREATE INDEX ix_ticket_notes_ticket_id_created_at ON ticket_notes (ticket_id, created_at);
CREATE INDEX ix_ticket_notes_author_id ON ticket_notes (author_id);

CREATE TABLE surveys (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    contact_id INTEGER NULL REFERENCES contacts (id),
    ticket_id INTEGER NULL REFERENCES tickets (id),
    opportunity_id INTEGER NULL REFERENCES opportunities (id),
    asked_at INTEGER NOT NULL,
    asked_by_id INTEGER NULL REFERENCES users (id),
    expires_at INTEGER NOT NULL,
    score INTEGER NULL,
    comment TEXT NULL,
    answered_at INTEGER NULL,
    answered_by_id INTEGER NULL REFERENCES users (id),
    version INTEGER NOT NULL
);
CREATE INDEX ix_surveys_customer_id ON surveys (customer_id);
CREATE INDEX ix_surveys_contact_id ON surveys (contact_id);
CREATE INDEX ix_surveys_ticket_id ON surveys (ticket_id);
CREATE INDEX ix_surveys_opportunity_id ON surveys (opportunity_id);
CREATE INDEX ix_surveys_asked_by_id ON surveys (asked_by_id);
CREATE INDEX ix_surveys_answered_by_id ON surveys (answered_by_id);
CREATE INDEX ix_surveys_asked_at ON surveys (asked_at);
CREATE INDEX ix_surveys_kind_answered_at ON surveys (kind, answered_at);
