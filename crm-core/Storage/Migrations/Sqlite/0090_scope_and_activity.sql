-- Whose a customer is decides who sees what hangs on it. That owner stands beside each such record as well, kept by triggers whoever writes, so that
-- a list of five million interactions can be read along an index by owner instead of looking up the customer of each.
ALTER TABLE contacts ADD COLUMN customer_owner_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE interactions ADD COLUMN customer_owner_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE opportunities ADD COLUMN customer_owner_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN customer_owner_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN customer_owner_id INTEGER NULL;
UPDATE contacts SET customer_owner_id = (SELECT owner_id FROM customers WHERE customers.id = customer_id);
UPDATE interactions SET customer_owner_id = (SELECT owner_id FROM customers WHERE customers.id = customer_id);
UPDATE opportunities SET customer_owner_id = (SELECT owner_id FROM customers WHERE customers.id = customer_id);
UPDATE tickets SET customer_owner_id = (SELECT owner_id FROM customers WHERE customers.id = customer_id);
UPDATE tasks SET customer_owner_id = (SELECT owner_id FROM customers WHERE customers.id = customer_id) WHERE customer_id IS NOT NULL;

CREATE TRIGGER tr_customers_owner AFTER UPDATE OF owner_id ON customers WHEN NEW.owner_id <> OLD.owner_id BEGIN
    UPDATE contacts SET customer_owner_id = NEW.owner_id WHERE customer_id = NEW.id;
    UPDATE interactions SET customer_owner_id = NEW.owner_id WHERE customer_id = NEW.id;
    UPDATE opportunities SET customer_owner_id = NEW.owner_id WHERE customer_id = NEW.id;
    UPDATE tickets SET customer_owner_id = NEW.owner_id WHERE customer_id = NEW.id;
    UPDATE tasks SET customer_owner_id = NEW.owner_id WHERE customer_id = NEW.id;
END;
CREATE TRIGGER tr_contacts_owner_of_new AFTER INSERT ON contacts BEGIN
    UPDATE contacts SET customer_owner_id = (SELECT owner_id FROM customers WHERE id = NEW.customer_id) WHERE id = NEW.id;
END;
CREATE TRIGGER tr_contacts_owner_of_moved AFTER UPDATE OF customer_id ON contacts WHEN NEW.customer_id <> OLD.customer_id BEGIN
    UPDATE contacts SET customer_owner_id = (SELECT owner_id FROM customers WHERE id = NEW.customer_id) WHERE id = NEW.id;
END;
CREATE TRIGGER tr_interactions_owner_of_new AFTER INSERT ON interactions BEGIN
    UPDATE interactions SET customer_owner_id = (SELECT owner_id FROM customers WHERE id = NEW.customer_id) WHERE id = NEW.id;
END;
CREATE TRIGGER tr_interactions_owner_of_moved AFTER UPDATE OF customer_id ON interactions WHEN NEW.customer_id <> OLD.customer_id BEGIN
    UPDATE interactions SET customer_owner_id = (SELECT owner_id FROM customers WHERE id = NEW.customer_id) WHERE id = NEW.id;
END;
CREATE TRIGGER tr_opportunities_owner_of_new AFTER INSERT ON opportunities BEGIN
    UPDATE opportunities SET customer_owner_id = (SELECT owner_id FROM customers WHERE id = NEW.customer_id) WHERE id = NEW.id;
END;
CREATE TRIGGER tr_opportunities_owner_of_moved AFTER UPDATE OF customer_id ON opportunities WHEN NEW.customer_id <> OLD.customer_id BEGIN
    UPDATE opportunities SET customer_owner_id = (SELECT owner_id FROM customers WHERE id = NEW.customer_id) WHERE id = NEW.id;
END;
CREATE TRIGGER tr_tickets_owner_of_new AFTER INSERT ON tickets BEGIN
    UPDATE tickets SET customer_owner_id = (SELECT owner_id FROM customers WHERE id = NEW.customer_id) WHERE id = NEW.id;
END;
CREATE TRIGGER tr_tickets_owner_of_moved AFTER UPDATE OF customer_id ON tickets WHEN NEW.customer_id <> OLD.customer_id BEGIN
    UPDATE tickets SET customer_owner_id = (SELECT owner_id FROM customers WHERE id = NEW.customer_id) WHERE id = NEW.id;
END;
CREATE TRIGGER tr_tasks_owner_of_new AFTER INSERT ON tasks WHEN NEW.customer_id IS NOT NULL BEGIN
    UPDATE tasks SET customer_owner_id = (SELECT owner_id FROM customers WHERE id = NEW.customer_id) WHERE id = NEW.id;
END;
CREATE TRIGGER tr_tasks_owner_of_moved AFTER UPDATE OF customer_id ON tasks WHEN NEW.customer_id IS NOT OLD.customer_id BEGIN
    UPDATE tasks SET customer_owner_id = (SELECT owner_id FROM customers WHERE id = NEW.customer_id) WHERE id = NEW.id;
END;

-- How many interactions of each kind each colleague logged in each block of eight days (UTC milliseconds / 691,200,000), kept by triggers. A report adds
-- the whole blocks of its period and counts only the two ends from the interactions themselves, so that the sums are exact in every time zone.
CREATE TABLE activity_blocks (
    block INTEGER NOT NULL,
    author_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (block, author_id, kind)
);
INSERT INTO activity_blocks (block, author_id, kind, count)
    SELECT happened_at / 691200000, author_id, kind, count(*) FROM interactions GROUP BY 1, 2, 3;
CREATE TRIGGER tr_interactions_counted AFTER INSERT ON interactions BEGIN
    INSERT INTO activity_blocks (block, author_id, kind, count) VALUES (NEW.happened_at / 691200000, NEW.author_id, NEW.kind, 1)
        ON CONFLICT (block, author_id, kind) DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER tr_interactions_uncounted AFTER DELETE ON interactions BEGIN
    UPDATE activity_blocks SET count = count - 1 WHERE block = OLD.happened_at / 691200000 AND author_id = OLD.author_id AND kind = OLD.kind;
END;
CREATE TRIGGER tr_interactions_recounted AFTER UPDATE OF happened_at, author_id, kind ON interactions BEGIN
    UPDATE activity_blocks SET count = count - 1 WHERE block = OLD.happened_at / 691200000 AND author_id = OLD.author_id AND kind = OLD.kind;
    INSERT INTO activity_blocks (block, author_id, kind, count) VALUES (NEW.happened_at / 691200000, NEW.author_id, NEW.kind, 1)
        ON CONFLICT (block, author_id, kind) DO UPDATE SET count = count + 1;
END;

-- How many customers each owner has with each value of what a portrait groups by; an empty text stands for none.
CREATE TABLE customer_counts (
    owner_id INTEGER NOT NULL,
    dimension TEXT NOT NULL,
    value TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (dimension, owner_id, value)
);
INSERT INTO customer_counts (owner_id, dimension, value, count) SELECT owner_id, 'lifecycle', customers.lifecycle, count(*) FROM customers GROUP BY 1, 3;
INSERT INTO customer_counts (owner_id, dimension, value, count) SELECT owner_id, 'industry', coalesce(customers.industry, ''), count(*) FROM customers GROUP BY 1, 3;
INSERT INTO customer_counts (owner_id, dimension, value, count) SELECT owner_id, 'city', coalesce(customers.city, ''), count(*) FROM customers GROUP BY 1, 3;
INSERT INTO customer_counts (owner_id, dimension, value, count) SELECT owner_id, 'source', coalesce(customers.source, ''), count(*) FROM customers GROUP BY 1, 3;
CREATE TRIGGER tr_customers_counted AFTER INSERT ON customers BEGIN
    INSERT INTO customer_counts (owner_id, dimension, value, count) VALUES (NEW.owner_id, 'lifecycle', NEW.lifecycle, 1)
        ON CONFLICT (dimension, owner_id, value) DO UPDATE SET count = count + 1;
    INSERT INTO customer_counts (owner_id, dimension, value, count) VALUES (NEW.owner_id, 'industry', coalesce(NEW.industry, ''), 1)
        ON CONFLICT (dimension, owner_id, value) DO UPDATE SET count = count + 1;
    INSERT INTO customer_counts (owner_id, dimension, value, count) VALUES (NEW.owner_id, 'city', coalesce(NEW.city, ''), 1)
        ON CONFLICT (dimension, owner_id, value) DO UPDATE SET count = count + 1;
    INSERT INTO customer_counts (owner_id, dimension, value, count) VALUES (NEW.owner_id, 'source', coalesce(NEW.source, ''), 1)
        ON CONFLICT (dimension, owner_id, value) DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER tr_customers_uncounted AFTER DELETE ON customers BEGIN
    UPDATE customer_counts SET count = count - 1 WHERE dimension = 'lifecycle' AND owner_id = OLD.owner_id AND value = OLD.lifecycle;
    UPDATE customer_counts SET count = count - 1 WHERE dimension = 'industry' AND owner_id = OLD.owner_id AND value = coalesce(OLD.industry, '');
    UPDATE customer_counts SET count = count - 1 WHERE dimension = 'city' AND owner_id = OLD.owner_id AND value = coalesce(OLD.city, '');
    UPDATE customer_counts SET count = count - 1 WHERE dimension = 'source' AND owner_id = OLD.owner_id AND value = coalesce(OLD.source, '');
END;
CREATE TRIGGER tr_customers_recounted AFTER UPDATE OF owner_id, lifecycle, industry, city, source ON customers BEGIN
    UPDATE customer_counts SET count = count - 1 WHERE dimension = 'lifecycle' AND owner_id = OLD.owner_id AND value = OLD.lifecycle;
    INSERT INTO customer_counts (owner_id, dimension, value, count) VALUES (NEW.owner_id, 'lifecycle', NEW.lifecycle, 1)
        ON CONFLICT (dimension, owner_id, value) DO UPDATE SET count = count + 1;
    UPDATE customer_counts SET count = count - 1 WHERE dimension = 'industry' AND owner_id = OLD.owner_id AND value = coalesce(OLD.industry, '');
    INSERT INTO customer_counts (owner_id, dimension, value, count) VALUES (NEW.owner_id, 'industry', coalesce(NEW.industry, ''), 1)
        ON CONFLICT (dimension, owner_id, value) DO UPDATE SET count = count + 1;
    UPDATE customer_counts SET count = count - 1 WHERE dimension = 'city' AND owner_id = OLD.owner_id AND value = coalesce(OLD.city, '');
    INSERT INTO customer_counts (owner_id, dimension, value, count) VALUES (NEW.owner_id, 'city', coalesce(NEW.city, ''), 1)
        ON CONFLICT (dimension, owner_id, value) DO UPDATE SET count = count + 1;
    UPDATE customer_counts SET count = count - 1 WHERE dimension = 'source' AND owner_id = OLD.owner_id AND value = coalesce(OLD.source, '');
    INSERT INTO customer_counts (owner_id, dimension, value, count) VALUES (NEW.owner_id, 'source', coalesce(NEW.source, ''), 1)
        ON CONFLICT (dimension, owner_id, value) DO UPDATE SET count = count + 1;
END;

-- Lists: each sort along an index, for everybody's rows and for one owner's.
CREATE INDEX ix_customers_created_at ON customers (created_at, id);
CREATE INDEX ix_customers_updated_at ON customers (updated_at, id);
CREATE INDEX ix_customers_by_owner_name ON customers (owner_id, name, id);
CREATE INDEX ix_customers_by_owner_created ON customers (owner_id, created_at, id);
CREATE INDEX ix_customers_by_owner_updated ON customers (owner_id, updated_at, id);
CREATE INDEX ix_customers_by_owner_last_interaction ON customers (owner_id, last_interaction_at, id);
CREATE INDEX ix_contacts_by_owner_name ON contacts (customer_owner_id, name, id);
CREATE INDEX ix_contacts_by_owner_created ON contacts (customer_owner_id, created_at, id);
CREATE INDEX ix_contacts_name ON contacts (name, id);
CREATE INDEX ix_contacts_created_at ON contacts (created_at, id);
CREATE INDEX ix_interactions_by_owner_happened ON interactions (customer_owner_id, happened_at, id);
CREATE INDEX ix_interactions_by_owner_created ON interactions (customer_owner_id, created_at, id);
CREATE INDEX ix_interactions_created_at ON interactions (created_at, id);
CREATE INDEX ix_interactions_activity ON interactions (happened_at, author_id, kind);
CREATE INDEX ix_opportunities_customer_owner_id ON opportunities (customer_owner_id);
CREATE INDEX ix_opportunities_close_date_id ON opportunities (close_date, id);
CREATE INDEX ix_opportunities_amount ON opportunities (amount_minor, id);
CREATE INDEX ix_opportunities_name ON opportunities (name, id);
CREATE INDEX ix_opportunities_created_at ON opportunities (created_at, id);
CREATE INDEX ix_opportunities_updated_at ON opportunities (updated_at, id);
CREATE INDEX ix_opportunities_open ON opportunities (close_date, id) WHERE closed_at IS NULL;
CREATE INDEX ix_tickets_customer_owner_id ON tickets (customer_owner_id);
CREATE INDEX ix_tickets_updated_at ON tickets (updated_at, id);
CREATE INDEX ix_tickets_created_at_id ON tickets (created_at, id);
CREATE INDEX ix_tickets_open ON tickets (created_at, id) WHERE status <> 'resolved';
CREATE INDEX ix_tasks_customer_owner_id ON tasks (customer_owner_id);
CREATE INDEX ix_tasks_open ON tasks (due, id) WHERE NOT done;
CREATE INDEX ix_tasks_created_at ON tasks (created_at, id);
CREATE INDEX ix_tasks_done_at ON tasks (done_at, assignee_id);
-- Who was neglected, and how many: counted from the index alone.
CREATE INDEX ix_customers_quiet ON customers (owner_id, last_interaction_at, id) WHERE lifecycle <> 'churned';
CREATE INDEX ix_customers_never_met ON customers (owner_id, created_at, id) WHERE lifecycle <> 'churned' AND last_interaction_at IS NULL;
