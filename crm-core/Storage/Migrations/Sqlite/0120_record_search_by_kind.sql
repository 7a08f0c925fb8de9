-- The index of records, its words apart by kind: each begins with the kind's letter, so that what is usual in names of customers costs nothing where
-- tasks are looked for. Words of one to three letters that go on have an index of their own. The program fills it anew from the records.
DROP TABLE record_search;
CREATE VIRTUAL TABLE record_search USING fts5 (
    name,
    near,
    rest,
    content = '',
    contentless_delete = 1,
    detail = column,
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3 4'
);
