CREATE TABLE webhooks (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL COLLATE NOCASE,
    address TEXT NOT NULL,
    secret TEXT NOT NULL,
    kinds TEXT NOT NULL,
    owner_id INTEGER NOT NULL REFERENCES users (id),
    enabled INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
);
CREATE INDEX ix_webhooks_owner_id ON webhooks (owner_id);

-- How far each webhook has read the change feed, and how its deliveries go.
CREATE TABLE webhook_progress (
    webhook_id INTEGER NOT NULL PRIMARY KEY,
    sequence INTEGER NOT NULL,
    failing_since INTEGER NULL
);

CREATE TABLE webhook_deliveries (
    id INTEGER NOT NULL PRIMARY KEY,
    webhook_id INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    next_at INTEGER NULL,
    attempts INTEGER NOT NULL,
    status INTEGER NULL,
    error TEXT NULL,
    delivered_at INTEGER NULL
);
CREATE INDEX ix_webhook_deliveries_webhook_id ON webhook_deliveries (webhook_id, id);
CREATE INDEX ix_webhook_deliveries_waiting ON webhook_deliveries (webhook_id, id) WHERE next_at IS NOT NULL;
CREATE INDEX ix_webhook_deliveries_created_at ON webhook_deliveries (created_at);
