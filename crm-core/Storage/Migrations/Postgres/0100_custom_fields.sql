-- Fields that configuration adds: a JSON object by code, the sensitive ones apart and sealed.
ALTER TABLE customers ADD COLUMN custom text;
ALTER TABLE customers ADD COLUMN custom_sealed text;
ALTER TABLE contacts ADD COLUMN custom text;
ALTER TABLE contacts ADD COLUMN custom_sealed text;
ALTER TABLE opportunities ADD COLUMN custom text;
ALTER TABLE opportunities ADD COLUMN custom_sealed text;
ALTER TABLE tickets ADD COLUMN custom text;
ALTER TABLE tickets ADD COLUMN custom_sealed text;

-- Their values by key, so that filters find them by index. The program fills it (CustomKeys).
CREATE TABLE custom_values (
    noun text NOT NULL,
    code text NOT NULL,
    key text NOT NULL,
    record_id bigint NOT NULL,
    PRIMARY KEY (noun, code, key, record_id)
);
