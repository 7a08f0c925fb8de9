-- Index of what records are called and say: id = 16 x id + kind, which stands beside it. Only words: the texts stay in their records alone. The
-- program makes the words, Chinese ones being pairs of characters; weight A is the name, B the name's words with one letter left out, for
-- typing errors, and C the rest (SearchWords).
CREATE TABLE record_search (
    id bigint NOT NULL PRIMARY KEY,
    kind integer NOT NULL,
    words tsvector NOT NULL
);
CREATE INDEX ix_record_search_words ON record_search USING gin (words);
