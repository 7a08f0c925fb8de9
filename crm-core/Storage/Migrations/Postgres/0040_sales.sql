-- Quotes, contracts, payments, exchange rates and the history of stages.

ALTER TABLE opportunities ADD COLUMN pipeline text NOT NULL DEFAULT 'sales';
ALTER TABLE opportunities ADD COLUMN probability integer NULL;

CREATE TABLE stage_changes (
    opportunity_id bigint NOT NULL,
    number integer NOT NULL,
    from_stage text NULL,
    to_stage text NOT NULL,
    at bigint NOT NULL,
    by_id bigint NOT NULL,
    amount_minor bigint NULL,
    currency text NOT NULL,
    undone boolean NOT NULL,
    PRIMARY KEY (opportunity_id, number)
);
CREATE INDEX ix_stage_changes_at ON stage_changes (at);

-- Of older opportunities nothing is known here but where they are and since when.
INSERT INTO stage_changes (opportunity_id, number, from_stage, to_stage, at, by_id, amount_minor, currency, undone)
SELECT o.id, 1, NULL, o.stage, o.stage_since, 0, o.amount_minor, o.currency, false
FROM opportunities o
WHERE NOT EXISTS (SELECT 1 FROM stage_changes c WHERE c.opportunity_id = o.id);

CREATE TABLE exchange_rates (
    id bigint NOT NULL PRIMARY KEY,
    base text NOT NULL,
    currency text NOT NULL,
    day date NOT NULL,
    rate bigint NOT NULL,
    updated_at bigint NOT NULL,
    version integer NOT NULL
);
CREATE UNIQUE INDEX ix_exchange_rates_day ON exchange_rates (base, currency, day);

CREATE TABLE number_sequences (
    name text NOT NULL PRIMARY KEY,
    last_number bigint NOT NULL
);

CREATE TABLE quotes (
    id bigint NOT NULL PRIMARY KEY,
    opportunity_id bigint NOT NULL REFERENCES opportunities (id),
    number text NOT NULL,
    revision integer NOT NULL,
    status text NOT NULL,
    valid_until date NULL,
    currency text NOT NULL,
    lines text NOT NULL,
    discount_percent bigint NOT NULL,
    tax_percent bigint NULL,
    list_minor bigint NOT NULL,
    subtotal_minor bigint NOT NULL,
    net_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    total_minor bigint NOT NULL,
    note text NULL,
    maker_id bigint NOT NULL REFERENCES users (id),
    approver_id bigint NULL REFERENCES users (id),
    decision_note text NULL,
    decline_reason text NULL,
    sent_at bigint NULL,
    decided_at bigint NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    version integer NOT NULL
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
    id bigint NOT NULL PRIMARY KEY,
    number text NOT NULL,
    title text NOT NULL,
    customer_id bigint NOT NULL REFERENCES customers (id),
    opportunity_id bigint NULL REFERENCES opportunities (id),
    quote_id bigint NULL REFERENCES quotes (id),
    renews_id bigint NULL REFERENCES contracts (id),
    owner_id bigint NOT NULL REFERENCES users (id),
    starts_on date NOT NULL,
    ends_on date NULL,
    value_minor bigint NOT NULL,
    currency text NOT NULL,
    value_reason text NULL,
    renewal text NOT NULL,
    notice_days integer NULL,
    status text NOT NULL,
    cancel_reason text NULL,
    cancelled_at bigint NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    version integer NOT NULL
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
CREATE INDEX ix_contracts_title ON contracts (lower(title COLLATE "C"), id);

CREATE TABLE payments (
    id bigint NOT NULL PRIMARY KEY,
    contract_id bigint NOT NULL REFERENCES contracts (id),
    number integer NOT NULL,
    due_on date NOT NULL,
    amount_minor bigint NOT NULL,
    received_minor bigint NOT NULL,
    received_on date NULL,
    settled boolean NOT NULL,
    note text NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    version integer NOT NULL
);
CREATE INDEX ix_payments_contract_id ON payments (contract_id, number);
CREATE INDEX ix_payments_due_on ON payments (due_on, id);
CREATE INDEX ix_payments_amount ON payments (amount_minor, id);
CREATE INDEX ix_payments_updated_at ON payments (updated_at, id);
CREATE INDEX ix_payments_settled ON payments (settled, due_on);
