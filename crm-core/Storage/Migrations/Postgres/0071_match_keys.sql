-- What tells that two records are one: names without legal form and place, domains, numbers. The program fills it (MatchKeys).
CREATE TABLE match_keys (
    kind text NOT NULL,
    record_id bigint NOT NULL,
    key text NOT NULL,
    PRIMARY KEY (kind, record_id, key)
);
CREATE INDEX ix_match_keys_key ON match_keys (kind, key);
