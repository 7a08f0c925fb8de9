-- Instants are UTC milliseconds since 1970, members of a set lower-case text, money hundredths of the unit. Lengths are kept by the program.
-- What sorts by name has an index on lower(name COLLATE "C"): one order whatever the database's locale.

CREATE TABLE id_block (
    name text NOT NULL PRIMARY KEY,
    next bigint NOT NULL
);
INSERT INTO id_block (name, next) VALUES ('records', 1);

CREATE TABLE teams (
    id bigint NOT NULL PRIMARY KEY,
    name text NOT NULL,
    created_at bigint NOT NULL,
    version integer NOT NULL
);
CREATE UNIQUE INDEX ix_teams_name ON teams (lower(name COLLATE "C"));

CREATE TABLE users (
    id bigint NOT NULL PRIMARY KEY,
    login text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    team_id bigint NULL REFERENCES teams (id),
    manager_id bigint NULL REFERENCES users (id),
    language text NOT NULL,
    time_zone text NOT NULL,
    entra_object_id text NULL,
    active boolean NOT NULL,
    created_at bigint NOT NULL,
    version integer NOT NULL
);
CREATE UNIQUE INDEX ix_users_login ON users (login);
CREATE UNIQUE INDEX ix_users_entra_object_id ON users (entra_object_id);
CREATE INDEX ix_users_team_id ON users (team_id);
CREATE INDEX ix_users_manager_id ON users (manager_id);

CREATE TABLE customers (
    id bigint NOT NULL PRIMARY KEY,
    name text NOT NULL,
    aliases text[] NOT NULL,
    industry text NULL,
    city text NULL,
    source text NULL,
    lifecycle text NOT NULL,
    tags text[] NOT NULL,
    notes text NULL,
    owner_id bigint NOT NULL REFERENCES users (id),
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    last_interaction_at bigint NULL,
    version integer NOT NULL
);
CREATE INDEX ix_customers_owner_id ON customers (owner_id);
CREATE INDEX ix_customers_name ON customers (lower(name COLLATE "C"), id);
CREATE INDEX ix_customers_last_interaction_at ON customers (last_interaction_at);

CREATE TABLE contacts (
    id bigint NOT NULL PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id),
    name text NOT NULL,
    title text NULL,
    phone text NULL,
    email text NULL,
    wechat text NULL,
    notes text NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    version integer NOT NULL
);
CREATE INDEX ix_contacts_customer_id ON contacts (customer_id);

CREATE TABLE opportunities (
    id bigint NOT NULL PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id),
    name text NOT NULL,
    stage text NOT NULL,
    amount_minor bigint NULL,
    currency text NOT NULL,
    close_date date NULL,
    owner_id bigint NOT NULL REFERENCES users (id),
    loss_reason text NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    stage_since bigint NOT NULL,
    closed_at bigint NULL,
    version integer NOT NULL
);
CREATE INDEX ix_opportunities_customer_id ON opportunities (customer_id);
CREATE INDEX ix_opportunities_owner_id ON opportunities (owner_id);
CREATE INDEX ix_opportunities_close_date ON opportunities (close_date);
CREATE INDEX ix_opportunities_closed_at ON opportunities (closed_at);

CREATE TABLE interactions (
    id bigint NOT NULL PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id),
    kind text NOT NULL,
    happened_at bigint NOT NULL,
    duration_minutes integer NULL,
    participant_ids bigint[] NOT NULL,
    summary text NOT NULL,
    outcome text NULL,
    resolved boolean NULL,
    next_step text NULL,
    opportunity_id bigint NULL REFERENCES opportunities (id),
    author_id bigint NOT NULL REFERENCES users (id),
    created_at bigint NOT NULL,
    version integer NOT NULL
);
CREATE INDEX ix_interactions_customer_id ON interactions (customer_id, happened_at);
CREATE INDEX ix_interactions_opportunity_id ON interactions (opportunity_id);
CREATE INDEX ix_interactions_author_id ON interactions (author_id);
CREATE INDEX ix_interactions_happened_at ON interactions (happened_at);

CREATE TABLE tickets (
    id bigint NOT NULL PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id),
    contact_id bigint NULL REFERENCES contacts (id),
    subject text NOT NULL,
    description text NULL,
    category text NOT NULL,
    priority text NOT NULL,
    status text NOT NULL,
    assignee_id bigint NULL REFERENCES users (id),
    resolution text NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    resolved_at bigint NULL,
    version integer NOT NULL
);
CREATE INDEX ix_tickets_customer_id ON tickets (customer_id);
CREATE INDEX ix_tickets_contact_id ON tickets (contact_id);
CREATE INDEX ix_tickets_assignee_id ON tickets (assignee_id);
CREATE INDEX ix_tickets_created_at ON tickets (created_at);

CREATE TABLE tasks (
    id bigint NOT NULL PRIMARY KEY,
    title text NOT NULL,
    due bigint NULL,
    due_all_day boolean NOT NULL,
    done boolean NOT NULL,
    done_at bigint NULL,
    assignee_id bigint NOT NULL REFERENCES users (id),
    created_by_id bigint NOT NULL REFERENCES users (id),
    customer_id bigint NULL REFERENCES customers (id),
    opportunity_id bigint NULL REFERENCES opportunities (id),
    ticket_id bigint NULL REFERENCES tickets (id),
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    version integer NOT NULL
);
CREATE INDEX ix_tasks_assignee_id ON tasks (assignee_id);
CREATE INDEX ix_tasks_created_by_id ON tasks (created_by_id);
CREATE INDEX ix_tasks_customer_id ON tasks (customer_id);
CREATE INDEX ix_tasks_opportunity_id ON tasks (opportunity_id);
CREATE INDEX ix_tasks_ticket_id ON tasks (ticket_id);
CREATE INDEX ix_tasks_due ON tasks (due);

-- Append-only; see docs/what-we-store.md for the hash.
CREATE TABLE audit_entries (
    sequence bigint NOT NULL PRIMARY KEY,
    change_set_id bigint NOT NULL,
    at bigint NOT NULL,
    actor_id bigint NOT NULL,
    actor_login text NOT NULL,
    channel text NOT NULL,
    conversation text NULL,
    sentence text NULL,
    entity text NOT NULL,
    entity_id bigint NOT NULL,
    operation text NOT NULL,
    before text NULL,
    after text NULL,
    undoes bigint NULL,
    salt bytea NOT NULL,
    payload_digest bytea NOT NULL,
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL
);
CREATE INDEX ix_audit_entries_change_set_id ON audit_entries (change_set_id);
CREATE INDEX ix_audit_entries_entity ON audit_entries (entity, entity_id);
CREATE INDEX ix_audit_entries_actor_id ON audit_entries (actor_id);
CREATE INDEX ix_audit_entries_undoes ON audit_entries (undoes);

CREATE TABLE audit_head (
    id integer NOT NULL PRIMARY KEY CHECK (id = 1),
    sequence bigint NOT NULL,
    hash bytea NOT NULL
);
INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'));

CREATE TABLE processed_turns (
    channel text NOT NULL,
    conversation text NOT NULL,
    turn_id text NOT NULL,
    change_set_id bigint NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (channel, conversation, turn_id)
);

CREATE TABLE name_keys (
    kind text NOT NULL,
    record_id bigint NOT NULL,
    ordinal integer NOT NULL,
    key text COLLATE "C" NOT NULL,
    bare text COLLATE "C" NOT NULL,
    PRIMARY KEY (kind, record_id, ordinal)
);
CREATE INDEX ix_name_keys_key ON name_keys (kind, key);
CREATE INDEX ix_name_keys_bare ON name_keys (kind, bare);
