-- Instalments that are not settled, with what says whose they are, so that what customers owe is summed from one index. Kept by triggers, whoever writes.
CREATE TABLE open_payments (
    payment_id INTEGER NOT NULL PRIMARY KEY,
    currency TEXT NOT NULL,
    customer_id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    customer_owner_id INTEGER NOT NULL,
    due_on TEXT NOT NULL,
    open_minor INTEGER NOT NULL
);
INSERT INTO open_payments (payment_id, currency, customer_id, owner_id, customer_owner_id, due_on, open_minor)
    SELECT payments.id, contracts.currency, contracts.customer_id, contracts.owner_id, customers.owner_id, payments.due_on, payments.amount_minor - payments.received_minor
    FROM payments JOIN contracts ON contracts.id = payments.contract_id JOIN customers ON customers.id = contracts.customer_id WHERE NOT payments.settled;
CREATE INDEX ix_open_payments_owed ON open_payments (currency, customer_id, due_on, open_minor, owner_id, customer_owner_id);
CREATE INDEX ix_open_payments_customer_id ON open_payments (customer_id);
CREATE INDEX ix_open_payments_owner_id ON open_payments (owner_id);
CREATE INDEX ix_open_payments_customer_owner_id ON open_payments (customer_owner_id);
CREATE TRIGGER tr_payments_open_new AFTER INSERT ON payments WHEN NOT NEW.settled BEGIN
    INSERT INTO open_payments (payment_id, currency, customer_id, owner_id, customer_owner_id, due_on, open_minor)
        SELECT NEW.id, contracts.currency, contracts.customer_id, contracts.owner_id, customers.owner_id, NEW.due_on, NEW.amount_minor - NEW.received_minor
        FROM contracts JOIN customers ON customers.id = contracts.customer_id WHERE contracts.id = NEW.contract_id;
END;
CREATE TRIGGER tr_payments_open_changed AFTER UPDATE OF contract_id, due_on, amount_minor, received_minor, settled ON payments BEGIN
    DELETE FROM open_payments WHERE payment_id = OLD.id;
    INSERT INTO open_payments (payment_id, currency, customer_id, owner_id, customer_owner_id, due_on, open_minor)
        SELECT NEW.id, contracts.currency, contracts.customer_id, contracts.owner_id, customers.owner_id, NEW.due_on, NEW.amount_minor - NEW.received_minor
        FROM contracts JOIN customers ON customers.id = contracts.customer_id WHERE contracts.id = NEW.contract_id AND NOT NEW.settled;
END;
CREATE TRIGGER tr_payments_open_gone AFTER DELETE ON payments BEGIN
    DELETE FROM open_payments WHERE payment_id = OLD.id;
END;
CREATE TRIGGER tr_contracts_open_payments AFTER UPDATE OF customer_id, owner_id, currency ON contracts
    WHEN NEW.customer_id <> OLD.customer_id OR NEW.owner_id <> OLD.owner_id OR NEW.currency <> OLD.currency BEGIN
    UPDATE open_payments SET currency = NEW.currency, customer_id = NEW.customer_id, owner_id = NEW.owner_id, customer_owner_id = (SELECT owner_id FROM customers WHERE id = NEW.customer_id)
        WHERE payment_id IN (SELECT id FROM payments WHERE contract_id = NEW.id);
END;
CREATE TRIGGER tr_customers_open_payments AFTER UPDATE OF owner_id ON customers WHEN NEW.owner_id <> OLD.owner_id BEGIN
    UPDATE open_payments SET customer_owner_id = NEW.owner_id WHERE customer_id = NEW.id;
END;

-- Who deleted, exported or signed in: the newest first.
CREATE INDEX ix_audit_entries_operation ON audit_entries (operation, sequence);
