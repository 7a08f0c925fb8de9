-- Quotes, contracts, payments, exchange rates and the history of stages.

ALTER TABLE opportunities ADD COLUMN pipeline TEXT NOT NULL DEFAULT 'sales';
ALTER TABLE opportunities ADD COLUMN probability INTEGER NULL;

CREATE TABLE stage_changes (
    opportunity_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    from_stage TEXT NULL,
    to_stage TEXT NOT NULL,
    at INTEGER NOT NULL,
    by_id INTEGER NOT NULL,
    amount_minor INTEGER NULL,
    currency TEXT NOT NULL,
    undone INTEGER NOT NULL,
    PRIMARY KEY (opportunity_id, number)
);
CREATE INDEX ix_stage_changes_at ON stage_changes (at);

-- The history so far, from the audit: each entry that made an opportunity or changed its stage.
INSERT INTO stage_changes (opportunity_id, number, from_stage, to_stage, at, by_id, amount_minor, currency, undone)
SELECT e.entity_id,
       row_number() OVER (PARTITION BY e.entity_id ORDER BY e.sequence),
       json_extract(e.before, '$.stage'),
       json_extract(e.after, '$.stage'),
       CASE WHEN e.operation LIKE 'undo\_%' ESCAPE '\' THEN e.at
            ELSE CAST(round((julianday(json_extract(e.after, '$.stageSince')) - 2440587.5) * 86400000) AS INTEGER) END,
       e.actor_id,
       CAST(round(json_extract(e.after, '$.amount') * 100) AS INTEGER),
       json_extract(e.after, '$.currency'),
       e.operation LIKE 'undo\_%' ESCAPE '\'
FROM audit_entries e
WHERE e.entity = 'opportunity' AND e.after IS NOT NULL
  AND (e.before IS NULL OR json_extract(e.before, '$.stage') <> json_extract(e.after, '$.stage'))
  AND e.entity_id IN (SELECT id FROM opportunities);

-- Of the others nothing is known but where they are and since when.
INSERT INTO stage_changes (opportunity_id, number, from_stage, to_stage, at, by_id, amount_minor, currency, undone)
SELECT o.id, 1, NULL, o.stage, o.stage_since, 0, o.amount_minor, o.currency, 0
FROM opportunities o
WHERE NOT EXISTS (SELECT 1 FROM stage_changes c WHERE c.opportunity_id = o.id);

CREATE TABLE exchange_rates (
    id INTEGER NOT NULL PRIMARY KEY,
    base TEXT NOT NULL,
    currency TEXT NOT NULL,
    day TEXT NOT NULL,
    rate INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
);
CREATE UNIQUE INDEX ix_exchange_rates_day ON exchange_rates (base, currency, day);

CREATE TABLE number_sequences (
    name TEXT NOT NULL PRIMARY KEY,
    last_number INTEGER NOT NULL
);

CREATE TABLE quotes (
    id INTEGER NOT NULL PRIMARY KEY,
    opportunity_id INTEGER NOT NULL REFERENCES opportunities (id),
    number TEXT NOT NULL,
    revision INTEGER NOT NULL,
    status TEXT NOT NULL,
    valid_until TEXT NULL,
    currency TEXT NOT NULL,
    lines TEXT NOT NULL,
    discount_percent INTEGER NOT NULL,
    tax_percent INTEGER NULL,
    list_minor INTEGER NOT NULL,
    subtotal_minor INTEGER NOT NULL,
    net_minor INTEGER NOT NULL,
    tax_minor INTEGER NOT NULL,
    total_minor INTEGER NOT NULL,
    note TEXT NULL,
    maker_id INTEGER NOT NULL REFERENCES users (id),
    approver_id INTEGER NULL REFERENCES users (id),
    decision_note TEXT NULL,
    decline_reason TEXT NULL,
    sent_at INTEGER NULL,
    decided_at INTEGER NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
);
CREATE INDEX ix_quotes_opportunity_id ON quotes (opportunity_id);
CREATE INDEX ix_quotes_maker_id ON quotes (maker_id);
CREATE INDEX ix_quotes_approver_id ON quotes (approver_id);
CREATE UNIQUE INDEX ix_quotes_number ON quotes (number, revision);
CREATE INDEX ix_quotes_created_at ON quotes (created_at, id);
CREATE INDEX ix_quotes_total ON quotes (total_minor, id);
CREATE INDEX ix_quotes_valid_until ON quotes (valid_until, id);
CREATE INDEX ix_quotes_status ON quotes (status, created_at);

CREATE TABLE contracts (
    id INTEGER NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,
    title TEXT NOT NULL COLLATE NOCASE,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    opportunity_id INTEGER NULL REFERENCES opportunities (id),
    quote_id INTEGER NULL REFERENCES quotes (id),
    renews_id INTEGER NULL REFERENCES contracts (id),
    owner_id INTEGER NOT NULL REFERENCES users (id),
    starts_on TEXT NOT NULL,
    ends_on TEXT NULL,
    value_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    value_reason TEXT NULL,
    renewal TEXT NOT NULL,
    notice_days INTEGER NULL,
    status TEXT NOT NULL,
    cancel_reason TEXT NULL,
    cancelled_at INTEGER NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
);
CREATE UNIQUE INDEX ix_contracts_number ON contracts (number);
CREATE UNIQUE INDEX ix_contracts_renews_id ON contracts (renews_id);
CREATE INDEX ix_contracts_customer_id ON contracts (customer_id);
CREATE INDEX ix_contracts_opportunity_id ON contracts (opportunity_id);
CREATE INDEX ix_contracts_quote_id ON contracts (quote_id);
CREATE INDEX ix_contracts_owner_id ON contracts (owner_id);
CREATE INDEX ix_contracts_ends_on ON contracts (ends_on, id);
CREATE INDEX ix_contracts_created_at ON contracts (created_at, id);
CREATE INDEX ix_contracts_starts_on ON contracts (starts_on, id);
CREATE INDEX ix_contracts_value ON contracts (value_minor, id);
CREATE INDEX ix_contracts_title ON contracts (title, id);

CREATE TABLE payments (
    id INTEGER NOT NULL PRIMARY KEY,
    contract_id INTEGER NOT NULL REFERENCES contracts (id),
    number INTEGER NOT NULL,
    due_on TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    received_minor INTEGER NOT NULL,
    received_on TEXT NULL,
    settled INTEGER NOT NULL,
    note TEXT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
);
CREATE INDEX ix_payments_contract_id ON payments (contract_id, number);
CREATE INDEX ix_payments_due_on ON payments (due_on, id);
CREATE INDEX ix_payments_amount ON payments (amount_minor, id);
CREATE INDEX ix_payments_updated_at ON payments (updated_at, id);
CREATE INDEX ix_payments_settled ON payments (settled, due_on);
