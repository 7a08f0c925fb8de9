-- Each revision of an article is a row; article_id is the id of the first.
CREATE TABLE articles (
    id INTEGER NOT NULL PRIMARY KEY,
    article_id INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    title TEXT NOT NULL COLLATE NOCASE,
    body TEXT NOT NULL,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    tags TEXT NOT NULL,
    status TEXT NOT NULL,
    author_id INTEGER NOT NULL REFERENCES users (id),
    approved_by_id INTEGER NULL REFERENCES users (id),
    approved_at INTEGER NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
);
CREATE UNIQUE INDEX ix_articles_article_id ON articles (article_id, revision);
CREATE INDEX ix_articles_author_id ON articles (author_id);
CREATE INDEX ix_articles_approved_by_id ON articles (approved_by_id);
CREATE INDEX ix_articles_status ON articles (status, title, id);
