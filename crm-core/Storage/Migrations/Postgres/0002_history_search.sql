-- Full-text index of interactions (id = 2 x id) and tickets (2 x id + 1). Only words and where they stand: the texts stay in their records
-- alone. The program makes the words (TextWords), Chinese ones being pairs of characters (HistoryWords).
CREATE TABLE history_fts (
    id bigint NOT NULL PRIMARY KEY,
    words tsvector NOT NULL
);
CREATE INDEX ix_history_fts_words ON history_fts USING gin (words);
