-- Attachments: what is known of them, and apart from it the bytes, which are no part of the audit.
CREATE TABLE files (
    id bigint NOT NULL PRIMARY KEY,
    record_kind text NULL,
    record_id bigint NULL,
    name text NOT NULL,
    content_type text NOT NULL,
    size bigint NOT NULL,
    sha256 text NOT NULL,
    uploaded_by_id bigint NOT NULL REFERENCES users (id),
    created_at bigint NOT NULL,
    version integer NOT NULL
);
CREATE INDEX ix_files_record ON files (record_kind, record_id);
CREATE INDEX ix_files_uploaded_by_id ON files (uploaded_by_id);

-- Outlives its file for a while, so that a deletion can be undone.
CREATE TABLE file_contents (
    file_id bigint NOT NULL PRIMARY KEY,
    content bytea NOT NULL,
    sealed boolean NOT NULL,
    created_at bigint NOT NULL,
    removed_at bigint NULL
);
CREATE INDEX ix_file_contents_removed_at ON file_contents (removed_at);

CREATE TABLE imports (
    id bigint NOT NULL PRIMARY KEY,
    maker_id bigint NOT NULL REFERENCES users (id),
    file_id bigint NOT NULL,
    file_name text NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    plan text NOT NULL,
    rows integer NOT NULL,
    done integer NOT NULL,
    created integer NOT NULL,
    updated integer NOT NULL,
    unchanged integer NOT NULL,
    skipped integer NOT NULL,
    failed integer NOT NULL,
    last_row integer NOT NULL,
    change_set_id bigint NULL,
    channel text NOT NULL,
    conversation text NULL,
    problem text NULL,
    created_at bigint NOT NULL,
    started_at bigint NULL,
    finished_at bigint NULL,
    undone_to bigint NULL,
    left_changed integer NOT NULL
);
CREATE INDEX ix_imports_maker_id ON imports (maker_id);
CREATE INDEX ix_imports_state ON imports (state);
CREATE INDEX ix_imports_change_set_id ON imports (change_set_id);

CREATE TABLE import_rows (
    import_id bigint NOT NULL,
    number integer NOT NULL,
    outcome text NOT NULL,
    record_kind text NULL,
    record_id bigint NULL,
    code text NULL,
    "column" TEXT NULL,
    value text NULL,
    message text NULL,
    PRIMARY KEY (import_id, number)
);

-- The key is a hash of source, kind and the row's own key.
CREATE TABLE import_keys (
    "key" TEXT NOT NULL PRIMARY KEY,
    record_id bigint NOT NULL,
    hash text NOT NULL,
    import_id bigint NOT NULL,
    "row" INTEGER NOT NULL
);
CREATE INDEX ix_import_keys_import_id ON import_keys (import_id);

CREATE TABLE import_templates (
    id bigint NOT NULL PRIMARY KEY,
    owner_id bigint NOT NULL REFERENCES users (id),
    name text NOT NULL,
    kind text NOT NULL,
    plan text NOT NULL,
    created_at bigint NOT NULL
);
CREATE UNIQUE INDEX ix_import_templates_owner_id_name ON import_templates (owner_id, lower(name COLLATE "C"));

-- Links in chats; only the hash of the link's secret is kept.
CREATE TABLE download_tickets (
    hash text NOT NULL PRIMARY KEY,
    user_id bigint NOT NULL,
    request text NOT NULL,
    expires_at bigint NOT NULL
);
CREATE INDEX ix_download_tickets_expires_at ON download_tickets (expires_at);
