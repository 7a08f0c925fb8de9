-- Keys that seal data, wrapped by keys that are kept outside. Without the wrapped key, what it sealed is unreadable for good.
CREATE TABLE data_keys (
    id bigint NOT NULL PRIMARY KEY,
    subject text NOT NULL,
    subject_id bigint NOT NULL,
    wrapped_by text NOT NULL,
    wrapped bytea NULL,
    created_at bigint NOT NULL,
    destroyed_at bigint NULL
);
CREATE UNIQUE INDEX ix_data_keys_subject ON data_keys (subject, subject_id);
CREATE INDEX ix_data_keys_wrapped_by ON data_keys (wrapped_by);

-- How far a walk over sealed columns has come, so that it goes on where it was cut off.
CREATE TABLE sealing_progress (
    name text NOT NULL PRIMARY KEY,
    key_id bigint NOT NULL,
    after_id bigint NOT NULL,
    done boolean NOT NULL
);

ALTER TABLE contacts ADD COLUMN id_number text NULL;
ALTER TABLE contacts ADD COLUMN phone_index text NULL;
ALTER TABLE contacts ADD COLUMN email_index text NULL;
ALTER TABLE contacts ADD COLUMN email_domain_index text NULL;
ALTER TABLE contacts ADD COLUMN wechat_index text NULL;
ALTER TABLE contacts ADD COLUMN id_number_index text NULL;
CREATE INDEX ix_contacts_updated_at ON contacts (updated_at);
CREATE INDEX ix_contacts_phone_index ON contacts (phone_index);
CREATE INDEX ix_contacts_email_index ON contacts (email_index);
CREATE INDEX ix_contacts_email_domain_index ON contacts (email_domain_index);
CREATE INDEX ix_contacts_wechat_index ON contacts (wechat_index);
CREATE INDEX ix_contacts_id_number_index ON contacts (id_number_index);

-- The newest audit entry now and then, with a code that needs a key from outside.
CREATE TABLE audit_anchors (
    sequence bigint NOT NULL PRIMARY KEY,
    hash bytea NOT NULL,
    at bigint NOT NULL,
    key_id text NOT NULL,
    code bytea NOT NULL
);
CREATE INDEX ix_audit_entries_at ON audit_entries (at);
CREATE INDEX ix_audit_entries_channel ON audit_entries (channel, sequence);

-- What a person agreed to, or took back.
CREATE TABLE consents (
    id bigint NOT NULL PRIMARY KEY,
    contact_id bigint NOT NULL REFERENCES contacts (id),
    purpose text NOT NULL,
    channel text NULL,
    given boolean NOT NULL,
    at bigint NOT NULL,
    recorded_by_id bigint NOT NULL REFERENCES users (id),
    proof text NULL,
    proof_file_id bigint NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    version integer NOT NULL
);
CREATE INDEX ix_consents_contact_id ON consents (contact_id);
CREATE INDEX ix_consents_recorded_by_id ON consents (recorded_by_id);
