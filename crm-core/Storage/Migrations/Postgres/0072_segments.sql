CREATE TABLE segments (
    id bigint NOT NULL PRIMARY KEY,
    name text NOT NULL,
    filter text NOT NULL,
    shared boolean NOT NULL,
    owner_id bigint NOT NULL REFERENCES users (id),
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    version integer NOT NULL
);
CREATE UNIQUE INDEX ix_segments_owner_id ON segments (owner_id, lower(name COLLATE "C"));
