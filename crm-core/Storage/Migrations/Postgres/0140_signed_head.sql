-- The newest audit entry with a code that needs a key from outside the store: a chain that was written anew after the last anchor is found by it.
-- Empty until the program signs it at its first start.
ALTER TABLE audit_head ADD COLUMN key_id text NULL;
ALTER TABLE audit_head ADD COLUMN code bytea NULL;
