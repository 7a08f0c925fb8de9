-- Each revision of an article is a row; article_id is the id of the first.
CREATE TABLE articles (
    id bigint NOT NULL PRIMARY KEY,
    article_id bigint NOT NULL,
    revision integer NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    kind text NOT NULL,
    language text NOT NULL,
    tags text[] NOT NULL,
    status text NOT NULL,
    author_id bigint NOT NULL REFERENCES users (id),
    approved_by_id bigint NULL REFERENCES users (id),
    approved_at bigint NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    version integer NOT NULL
);
CREATE UNIQUE INDEX ix_articles_article_id ON articles (article_id, revision);
CREATE INDEX ix_articles_author_id ON articles (author_id);
CREATE INDEX ix_articles_approved_by_id ON articles (approved_by_id);
CREATE INDEX ix_articles_status ON articles (status, lower(title COLLATE "C"), id);
