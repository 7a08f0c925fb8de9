-- Attachments: what is known of them, and apart from it the bytes, which are no part of the audit.
CREATE TABLE files (
    id INTEGER NOT NULL PRIMARY KEY,
    record_kind TEXT NULL,
    record_id INTEGER NULL,
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    uploaded_by_id INTEGER NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL
);
CREATE INDEX ix_files_record ON files (record_kind, record_id);
CREATE INDEX ix_files_uploaded_by_id ON files (uploaded_by_id);

-- Outlives its file for a while, so that a deletion can be undone.
CREATE TABLE file_contents (
    file_id INTEGER NOT NULL PRIMARY KEY,
    content BLOB NOT NULL,
    sealed INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    removed_at INTEGER NULL
);
CREATE INDEX ix_file_contents_removed_at ON file_contents (removed_at);

CREATE TABLE imports (
    id INTEGER NOT NULL PRIMARY KEY,
    maker_id INTEGER NOT NULL REFERENCES users (id),
    file_id INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    plan TEXT NOT NULL,
    rows INTEGER NOT NULL,
    done INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    last_row INTEGER NOT NULL,
    change_set_id INTEGER NULL,
    channel TEXT NOT NULL,
    conversation TEXT NULL,
    problem TEXT NULL,
    created_at INTEGER NOT NULL,
    started_at INTEGER NULL,
    finished_at INTEGER NULL,
    undone_to INTEGER NULL,
    left_changed INTEGER NOT NULL
);
CREATE INDEX ix_imports_maker_id ON imports (maker_id);
CREATE INDEX ix_imports_state ON imports (state);
CREATE INDEX ix_imports_change_set_id ON imports (change_set_id);

CREATE TABLE import_rows (
    import_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    record_kind TEXT NULL,
    record_id INTEGER NULL,
    code TEXT NULL,
    "column" TEXT NULL,
    value TEXT NULL,
    message TEXT NULL,
    PRIMARY KEY (import_id, number)
);

-- The key is a hash of source, kind and the row's own key.
CREATE TABLE import_keys (
    "key" TEXT NOT NULL PRIMARY KEY,
    record_id INTEGER NOT NULL,
    hash TEXT NOT NULL,
    import_id INTEGER NOT NULL,
    "row" INTEGER NOT NULL
);
CREATE INDEX ix_import_keys_import_id ON import_keys (import_id);

CREATE TABLE import_templates (
    id INTEGER NOT NULL PRIMARY KEY,
    owner_id INTEGER NOT NULL REFERENCES users (id),
    name TEXT NOT NULL COLLATE NOCASE,
    kind TEXT NOT NULL,
    plan TEXT NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX ix_import_templates_owner_id_name ON import_templates (owner_id, name);

-- Links in chats; only the hash of the link's secret is kept.
CREATE TABLE download_tickets (
    hash TEXT NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL,
    request TEXT NOT NULL,
    expires_at INTEGER NOT NULL
);
CREATE INDEX ix_download_tickets_expires_at ON download_tickets (expires_at);
