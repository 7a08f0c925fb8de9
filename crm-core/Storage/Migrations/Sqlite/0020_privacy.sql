-- Keys that seal data, wrapped by keys that are kept outside. Without the wrapped key, what it sealed is unreadable for good.
CREATE TABLE data_keys (
    id INTEGER NOT NULL PRIMARY KEY,
    subject TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    wrapped_by TEXT NOT NULL,
    wrapped BLOB NULL,
    created_at INTEGER NOT NULL,
    destroyed_at INTEGER NULL
);
CREATE UNIQUE INDEX ix_data_keys_subject ON data_keys (subject, subject_id);
CREATE INDEX ix_data_keys_wrapped_by ON data_keys (wrapped_by);

-- How far a walk over sealed columns has come, so that it goes on where it was cut off.
CREATE TABLE sealing_progress (
    name TEXT NOT NULL PRIMARY KEY,
    key_id INTEGER NOT NULL,
    after_id INTEGER NOT NULL,
    done INTEGER NOT NULL
);

ALTER TABLE contacts ADD COLUMN id_number TEXT NULL;
ALTER TABLE contacts ADD COLUMN phone_index TEXT NULL;
ALTER TABLE contacts ADD COLUMN email_index TEXT NULL;
ALTER TABLE contacts ADD COLUMN email_domain_index TEXT NULL;
ALTER TABLE contacts ADD COLUMN wechat_index TEXT NULL;
ALTER TABLE contacts ADD COLUMN id_number_index TEXT NULL;
CREATE INDEX ix_contacts_updated_at ON contacts (updated_at);
CREATE INDEX ix_contacts_phone_index ON contacts (phone_index);
CREATE INDEX ix_contacts_email_index ON contacts (email_index);
CREATE INDEX ix_contacts_email_domain_index ON contacts (email_domain_index);
CREATE INDEX ix_contacts_wechat_index ON contacts (wechat_index);
CREATE INDEX ix_contacts_id_number_index ON contacts (id_number_index);

-- The newest audit entry now and then, with a code that needs a key from outside.
CREATE TABLE audit_anchors (
    sequence INTEGER NOT NULL PRIMARY KEY,
    hash BLOB NOT NULL,
    at INTEGER NOT NULL,
    key_id TEXT NOT NULL,
    code BLOB NOT NULL
);
CREATE INDEX ix_audit_entries_at ON audit_entries (at);
CREATE INDEX ix_audit_entries_channel ON audit_entries (channel, sequence);

-- What a person agreed to, or took back.
CREATE TABLE consents (
    id INTEGER NOT NULL PRIMARY KEY,
    contact_id INTEGER NOT NULL REFERENCES contacts (id),
    purpose TEXT NOT NULL,
    channel TEXT NULL,
    given INTEGER NOT NULL,
    at INTEGER NOT NULL,
    recorded_by_id INTEGER NOT NULL REFERENCES users (id),
    proof TEXT NULL,
    proof_file_id INTEGER NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
);
CREATE INDEX ix_consents_contact_id ON consents (contact_id);
CREATE INDEX ix_consents_recorded_by_id ON consents (recorded_by_id);
