-- Instants are UTC milliseconds since 1970, days ISO text, members of a set lower-case text, lists JSON text, money hundredths of the unit.

CREATE TABLE id_block (
    name TEXT NOT NULL PRIMARY KEY,
    next INTEGER NOT NULL
);
INSERT INTO id_block (name, next) VALUES ('records', 1);

CREATE TABLE teams (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL COLLATE NOCASE,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL
);
CREATE UNIQUE INDEX ix_teams_name ON teams (name);

CREATE TABLE users (
    id INTEGER NOT NULL PRIMARY KEY,
    login TEXT NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE,
    role TEXT NOT NULL,
    team_id INTEGER NULL REFERENCES teams (id),
    manager_id INTEGER NULL REFERENCES users (id),
    language TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    entra_object_id TEXT NULL,
    active INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL
);
CREATE UNIQUE INDEX ix_users_login ON users (login);
CREATE UNIQUE INDEX ix_users_entra_object_id ON users (entra_object_id);
CREATE INDEX ix_users_team_id ON users (team_id);
CREATE INDEX ix_users_manager_id ON users (manager_id);

CREATE TABLE customers (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL COLLATE NOCASE,
    aliases TEXT NOT NULL,
    industry TEXT NULL,
    city TEXT NULL,
    source TEXT NULL,
    lifecycle TEXT NOT NULL,
    tags TEXT NOT NULL,
    notes TEXT NULL,
    owner_id INTEGER NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    last_interaction_at INTEGER NULL,
    version INTEGER NOT NULL
);
CREATE INDEX ix_customers_owner_id ON customers (owner_id);
CREATE INDEX ix_customers_name ON customers (name, id);
CREATE INDEX ix_customers_last_interaction_at ON customers (last_interaction_at);

CREATE TABLE contacts (
    id INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    name TEXT NOT NULL COLLATE NOCASE,
    title TEXT NULL,
    phone TEXT NULL,
    email TEXT NULL,
    wechat TEXT NULL,
    notes TEXT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
);
CREATE INDEX ix_contacts_customer_id ON contacts (customer_id);

CREATE TABLE opportunities (
    id INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    name TEXT NOT NULL COLLATE NOCASE,
    stage TEXT NOT NULL,
    amount_minor INTEGER NULL,
    currency TEXT NOT NULL,
    close_date TEXT NULL,
    owner_id INTEGER NOT NULL REFERENCES users (id),
    loss_reason TEXT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    stage_since INTEGER NOT NULL,
    closed_at INTEGER NULL,
    version INTEGER NOT NULL
);
CREATE INDEX ix_opportunities_customer_id ON opportunities (customer_id);
CREATE INDEX ix_opportunities_owner_id ON opportunities (owner_id);
CREATE INDEX ix_opportunities_close_date ON opportunities (close_date);
CREATE INDEX ix_opportunities_closed_at ON opportunities (closed_at);

CREATE TABLE interactions (
    id INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    kind TEXT NOT NULL,
    happened_at INTEGER NOT NULL,
    duration_minutes INTEGER NULL,
    participant_ids TEXT NOT NULL,
    summary TEXT NOT NULL,
    outcome TEXT NULL,
    resolved INTEGER NULL,
    next_step TEXT NULL,
    opportunity_id INTEGER NULL REFERENCES opportunities (id),
    author_id INTEGER NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL
);
CREATE INDEX ix_interactions_customer_id ON interactions (customer_id, happened_at);
CREATE INDEX ix_interactions_opportunity_id ON interactions (opportunity_id);
CREATE INDEX ix_interactions_author_id ON interactions (author_id);
CREATE INDEX ix_interactions_happened_at ON interactions (happened_at);

CREATE TABLE tickets (
    id INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    contact_id INTEGER NULL REFERENCES contacts (id),
    subject TEXT NOT NULL,
    description TEXT NULL,
    category TEXT NOT NULL,
    priority TEXT NOT NULL,
    status TEXT NOT NULL,
    assignee_id INTEGER NULL REFERENCES users (id),
    resolution TEXT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    resolved_at INTEGER NULL,
    version INTEGER NOT NULL
);
CREATE INDEX ix_tickets_customer_id ON tickets (customer_id);
CREATE INDEX ix_tickets_contact_id ON tickets (contact_id);
CREATE INDEX ix_tickets_assignee_id ON tickets (assignee_id);
CREATE INDEX ix_tickets_created_at ON tickets (created_at);

CREATE TABLE tasks (
    id INTEGER NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    due INTEGER NULL,
    due_all_day INTEGER NOT NULL,
    done INTEGER NOT NULL,
    done_at INTEGER NULL,
    assignee_id INTEGER NOT NULL REFERENCES users (id),
    created_by_id INTEGER NOT NULL REFERENCES users (id),
    customer_id INTEGER NULL REFERENCES customers (id),
    opportunity_id INTEGER NULL REFERENCES opportunities (id),
    ticket_id INTEGER NULL REFERENCES tickets (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
);
CREATE INDEX ix_tasks_assignee_id ON tasks (assignee_id);
CREATE INDEX ix_tasks_created_by_id ON tasks (created_by_id);
CREATE INDEX ix_tasks_customer_id ON tasks (customer_id);
CREATE INDEX ix_tasks_opportunity_id ON tasks (opportunity_id);
CREATE INDEX ix_tasks_ticket_id ON tasks (ticket_id);
CREATE INDEX ix_tasks_due ON tasks (due);

-- Append-only; see docs/what-we-store.md for the hash.
CREATE TABLE audit_entries (
    sequence INTEGER NOT NULL PRIMARY KEY,
    change_set_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor_id INTEGER NOT NULL,
    actor_login TEXT NOT NULL,
    channel TEXT NOT NULL,
    conversation TEXT NULL,
    sentence TEXT NULL,
    entity TEXT NOT NULL,
    entity_id INTEGER NOT NULL,
    operation TEXT NOT NULL,
    before TEXT NULL,
    after TEXT NULL,
    undoes INTEGER NULL,
    salt BLOB NOT NULL,
    payload_digest BLOB NOT NULL,
    previous_hash BLOB NOT NULL,
    hash BLOB NOT NULL
);
CREATE INDEX ix_audit_entries_change_set_id ON audit_entries (change_set_id);
CREATE INDEX ix_audit_entries_entity ON audit_entries (entity, entity_id);
CREATE INDEX ix_audit_entries_actor_id ON audit_entries (actor_id);
CREATE INDEX ix_audit_entries_undoes ON audit_entries (undoes);

CREATE TABLE audit_head (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    sequence INTEGER NOT NULL,
    hash BLOB NOT NULL
);
INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, zeroblob(32));

CREATE TABLE processed_turns (
    channel TEXT NOT NULL,
    conversation TEXT NOT NULL,
    turn_id TEXT NOT NULL,
    change_set_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (channel, conversation, turn_id)
);

CREATE TABLE name_keys (
    kind TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    key TEXT NOT NULL,
    bare TEXT NOT NULL,
    PRIMARY KEY (kind, record_id, ordinal)
);
CREATE INDEX ix_name_keys_key ON name_keys (kind, key);
CREATE INDEX ix_name_keys_bare ON name_keys (kind, bare);
