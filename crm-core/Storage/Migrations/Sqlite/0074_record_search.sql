-- Index of what records are called and say: rowid = 16 x id + kind. Contentless, so that what is erased in its record is nowhere else. The
-- program writes Chinese apart as pairs, and into near each word of the name with one letter left out, for typing errors (SearchWords).
CREATE VIRTUAL TABLE record_search USING fts5 (
    name,
    near,
    rest,
    content = '',
    contentless_delete = 1,
    detail = column,
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3'
);
