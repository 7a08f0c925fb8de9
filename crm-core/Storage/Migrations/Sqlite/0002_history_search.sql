-- Full-text index of interactions (rowid = 2 x id) and tickets (2 x id + 1). Contentless: the texts stay in their records alone, so that what
-- is erased there is nowhere else. Chinese is indexed as pairs of characters; the program writes them apart (HistoryWords).
CREATE VIRTUAL TABLE history_fts USING fts5 (
    head,
    body,
    content = '',
    contentless_delete = 1,
    tokenize = 'porter unicode61 remove_diacritics 2',
    prefix = '2 3'
);
