-- The index of records, each kind a part of its own: how often a word stands in the names of customers says nothing of how often it does in tasks. What a
-- word is of stands in front of it (n name, e a form of the name for typing errors, r the rest), as a weight can be read from the row only.
ALTER TABLE record_search RENAME TO record_search_weighted;
ALTER TABLE record_search_weighted RENAME CONSTRAINT record_search_pkey TO record_search_weighted_pkey;
CREATE TABLE record_search (
    kind integer NOT NULL,
    id bigint NOT NULL,
    words tsvector NOT NULL,
    PRIMARY KEY (id, kind)
) PARTITION BY LIST (kind);
CREATE TABLE record_search_1 PARTITION OF record_search FOR VALUES IN (1);
CREATE TABLE record_search_2 PARTITION OF record_search FOR VALUES IN (2);
CREATE TABLE record_search_3 PARTITION OF record_search FOR VALUES IN (3);
CREATE TABLE record_search_4 PARTITION OF record_search FOR VALUES IN (4);
CREATE TABLE record_search_5 PARTITION OF record_search FOR VALUES IN (5);
CREATE TABLE record_search_others PARTITION OF record_search DEFAULT;
INSERT INTO record_search (kind, id, words)
SELECT kind, id / 16, coalesce((SELECT array_to_tsvector(array_agg(translate(weight, 'ABC', 'ner') || lexeme)) FROM unnest(words) AS word (lexeme, positions, weights), unnest(word.weights) AS weight), '')
FROM record_search_weighted;
DROP TABLE record_search_weighted;
CREATE INDEX ix_record_search_words ON record_search USING gin (words);
ANALYZE record_search;
