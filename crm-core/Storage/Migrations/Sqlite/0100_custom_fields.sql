-- Fields that configuration adds: a JSON object by code, the sensitive ones apart and sealed.
ALTER TABLE customers ADD COLUMN custom TEXT;
ALTER TABLE customers ADD COLUMN custom_sealed TEXT;
ALTER TABLE contacts ADD COLUMN custom TEXT;
ALTER TABLE contacts ADD COLUMN custom_sealed TEXT;
ALTER TABLE opportunities ADD COLUMN custom TEXT;
ALTER TABLE opportunities ADD COLUMN custom_sealed TEXT;
ALTER TABLE tickets ADD COLUMN custom TEXT;
ALTER TABLE tickets ADD COLUMN custom_sealed TEXT;

-- Their values by key, so that filters find them by index. The program fills it (CustomKeys).
CREATE TABLE custom_values (
    noun TEXT NOT NULL,
    code TEXT NOT NULL,
    key TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    PRIMARY KEY (noun, code, key, record_id)
) WITHOUT ROWID;
