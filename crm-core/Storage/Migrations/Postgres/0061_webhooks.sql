CREATE TABLE webhooks (
    id bigint NOT NULL PRIMARY KEY,
    name text NOT NULL,
    address text NOT NULL,
    secret text NOT NULL,
    kinds text NOT NULL,
    owner_id bigint NOT NULL REFERENCES users (id),
    enabled boolean NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    version integer NOT NULL
);
CREATE INDEX ix_webhooks_owner_id ON webhooks (owner_id);

-- How far each webhook has read the change feed, and how its deliveries go.
CREATE TABLE webhook_progress (
    webhook_id bigint NOT NULL PRIMARY KEY,
    sequence bigint NOT NULL,
    failing_since bigint NULL
);

CREATE TABLE webhook_deliveries (
    id bigint NOT NULL PRIMARY KEY,
    webhook_id bigint NOT NULL,
    sequence bigint NOT NULL,
    created_at bigint NOT NULL,
    next_at bigint NULL,
    attempts integer NOT NULL,
    status integer NULL,
    error text NULL,
    delivered_at bigint NULL
);
CREATE INDEX ix_webhook_deliveries_webhook_id ON webhook_deliveries (webhook_id, id);
CREATE INDEX ix_webhook_deliveries_waiting ON webhook_deliveries (webhook_id, id) WHERE next_at IS NOT NULL;
CREATE INDEX ix_webhook_deliveries_created_at ON webhook_deliveries (created_at);
