-- Whose a customer is decides who sees what hangs on it. That owner stands beside each such record as well, kept by triggers whoever writes, so that
-- a list of five million interactions can be read along an index by owner instead of looking up the customer of each.
ALTER TABLE contacts ADD COLUMN customer_owner_id bigint NOT NULL DEFAULT 0;
ALTER TABLE interactions ADD COLUMN customer_owner_id bigint NOT NULL DEFAULT 0;
ALTER TABLE opportunities ADD COLUMN customer_owner_id bigint NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN customer_owner_id bigint NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN customer_owner_id bigint NULL;
UPDATE contacts SET customer_owner_id = (SELECT owner_id FROM customers WHERE customers.id = customer_id);
UPDATE interactions SET customer_owner_id = (SELECT owner_id FROM customers WHERE customers.id = customer_id);
UPDATE opportunities SET customer_owner_id = (SELECT owner_id FROM customers WHERE customers.id = customer_id);
UPDATE tickets SET customer_owner_id = (SELECT owner_id FROM customers WHERE customers.id = customer_id);
UPDATE tasks SET customer_owner_id = (SELECT owner_id FROM customers WHERE customers.id = customer_id) WHERE customer_id IS NOT NULL;

CREATE FUNCTION customer_owner_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE contacts SET customer_owner_id = NEW.owner_id WHERE customer_id = NEW.id;
    UPDATE interactions SET customer_owner_id = NEW.owner_id WHERE customer_id = NEW.id;
    UPDATE opportunities SET customer_owner_id = NEW.owner_id WHERE customer_id = NEW.id;
    UPDATE tickets SET customer_owner_id = NEW.owner_id WHERE customer_id = NEW.id;
    UPDATE tasks SET customer_owner_id = NEW.owner_id WHERE customer_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER tr_customers_owner AFTER UPDATE OF owner_id ON customers FOR EACH ROW WHEN (NEW.owner_id <> OLD.owner_id) EXECUTE FUNCTION customer_owner_moved();

-- A customer that is not there leaves none; the foreign key refuses the row.
CREATE FUNCTION customer_owner_of_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.customer_owner_id := coalesce((SELECT owner_id FROM customers WHERE id = NEW.customer_id), NEW.customer_owner_id);
    RETURN NEW;
END $$;
CREATE TRIGGER tr_contacts_owner_of_new BEFORE INSERT ON contacts FOR EACH ROW EXECUTE FUNCTION customer_owner_of_row();
CREATE TRIGGER tr_contacts_owner_of_moved BEFORE UPDATE OF customer_id ON contacts FOR EACH ROW WHEN (NEW.customer_id <> OLD.customer_id) EXECUTE FUNCTION customer_owner_of_row();
CREATE TRIGGER tr_interactions_owner_of_new BEFORE INSERT ON interactions FOR EACH ROW EXECUTE FUNCTION customer_owner_of_row();
CREATE TRIGGER tr_interactions_owner_of_moved BEFORE UPDATE OF customer_id ON interactions FOR EACH ROW WHEN (NEW.customer_id <> OLD.customer_id) EXECUTE FUNCTION customer_owner_of_row();
CREATE TRIGGER tr_opportunities_owner_of_new BEFORE INSERT ON opportunities FOR EACH ROW EXECUTE FUNCTION customer_owner_of_row();
CREATE TRIGGER tr_opportunities_owner_of_moved BEFORE UPDATE OF customer_id ON opportunities FOR EACH ROW WHEN (NEW.customer_id <> OLD.customer_id) EXECUTE FUNCTION customer_owner_of_row();
CREATE TRIGGER tr_tickets_owner_of_new BEFORE INSERT ON tickets FOR EACH ROW EXECUTE FUNCTION customer_owner_of_row();
CREATE TRIGGER tr_tickets_owner_of_moved BEFORE UPDATE OF customer_id ON tickets FOR EACH ROW WHEN (NEW.customer_id <> OLD.customer_id) EXECUTE FUNCTION customer_owner_of_row();
CREATE FUNCTION customer_owner_of_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.customer_owner_id := (SELECT owner_id FROM customers WHERE id = NEW.customer_id);
    RETURN NEW;
END $$;
CREATE TRIGGER tr_tasks_owner_of_new BEFORE INSERT ON tasks FOR EACH ROW WHEN (NEW.customer_id IS NOT NULL) EXECUTE FUNCTION customer_owner_of_task();
CREATE TRIGGER tr_tasks_owner_of_moved BEFORE UPDATE OF customer_id ON tasks FOR EACH ROW WHEN (NEW.customer_id IS DISTINCT FROM OLD.customer_id) EXECUTE FUNCTION customer_owner_of_task();

-- How many interactions of each kind each colleague logged in each block of eight days (UTC milliseconds / 691,200,000), kept by triggers. A report adds
-- the whole blocks of its period and counts only the two ends from the interactions themselves, so that the sums are exact in every time zone.
CREATE TABLE activity_blocks (
    block bigint NOT NULL,
    author_id bigint NOT NULL,
    kind text NOT NULL,
    count integer NOT NULL,
    PRIMARY KEY (block, author_id, kind)
);
INSERT INTO activity_blocks (block, author_id, kind, count)
    SELECT happened_at / 691200000, author_id, kind, count(*) FROM interactions GROUP BY 1, 2, 3;
CREATE FUNCTION interaction_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE activity_blocks SET count = count - 1 WHERE block = OLD.happened_at / 691200000 AND author_id = OLD.author_id AND kind = OLD.kind;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO activity_blocks (block, author_id, kind, count) VALUES (NEW.happened_at / 691200000, NEW.author_id, NEW.kind, 1)
            ON CONFLICT (block, author_id, kind) DO UPDATE SET count = activity_blocks.count + 1;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER tr_interactions_counted AFTER INSERT OR DELETE OR UPDATE OF happened_at, author_id, kind ON interactions FOR EACH ROW EXECUTE FUNCTION interaction_counted();

-- How many customers each owner has with each value of what a portrait groups by; an empty text stands for none.
CREATE TABLE customer_counts (
    owner_id bigint NOT NULL,
    dimension text NOT NULL,
    value text NOT NULL,
    count integer NOT NULL,
    PRIMARY KEY (dimension, owner_id, value)
);
INSERT INTO customer_counts (owner_id, dimension, value, count)
    SELECT owner_id, dimension, value, count(*)
    FROM customers, LATERAL (VALUES ('lifecycle', lifecycle), ('industry', coalesce(industry, '')), ('city', coalesce(city, '')), ('source', coalesce(source, ''))) has (dimension, value)
    GROUP BY 1, 2, 3;
CREATE FUNCTION customer_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE customer_counts SET count = count - 1 WHERE owner_id = OLD.owner_id AND (dimension, value) IN
            (('lifecycle', OLD.lifecycle), ('industry', coalesce(OLD.industry, '')), ('city', coalesce(OLD.city, '')), ('source', coalesce(OLD.source, '')));
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO customer_counts (owner_id, dimension, value, count) VALUES
            (NEW.owner_id, 'lifecycle', NEW.lifecycle, 1),
            (NEW.owner_id, 'industry', coalesce(NEW.industry, ''), 1),
            (NEW.owner_id, 'city', coalesce(NEW.city, ''), 1),
            (NEW.owner_id, 'source', coalesce(NEW.source, ''), 1)
            ON CONFLICT (dimension, owner_id, value) DO UPDATE SET count = customer_counts.count + 1;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER tr_customers_counted AFTER INSERT OR DELETE OR UPDATE OF owner_id, lifecycle, industry, city, source ON customers
    FOR EACH ROW EXECUTE FUNCTION customer_counted();

-- Lists: each sort along an index, for everybody's rows and for one owner's.
CREATE INDEX ix_customers_created_at ON customers (created_at, id);
CREATE INDEX ix_customers_updated_at ON customers (updated_at, id);
CREATE INDEX ix_customers_by_owner_name ON customers (owner_id, lower(name COLLATE "C"), id);
CREATE INDEX ix_customers_by_owner_created ON customers (owner_id, created_at, id);
CREATE INDEX ix_customers_by_owner_updated ON customers (owner_id, updated_at, id);
CREATE INDEX ix_customers_by_owner_last_interaction ON customers (owner_id, last_interaction_at, id);
CREATE INDEX ix_contacts_by_owner_name ON contacts (customer_owner_id, lower(name COLLATE "C"), id);
CREATE INDEX ix_contacts_by_owner_created ON contacts (customer_owner_id, created_at, id);
CREATE INDEX ix_contacts_name ON contacts (lower(name COLLATE "C"), id);
CREATE INDEX ix_contacts_created_at ON contacts (created_at, id);
CREATE INDEX ix_interactions_by_owner_happened ON interactions (customer_owner_id, happened_at, id);
CREATE INDEX ix_interactions_by_owner_created ON interactions (customer_owner_id, created_at, id);
CREATE INDEX ix_interactions_created_at ON interactions (created_at, id);
CREATE INDEX ix_interactions_activity ON interactions (happened_at, author_id, kind);
CREATE INDEX ix_opportunities_customer_owner_id ON opportunities (customer_owner_id);
CREATE INDEX ix_opportunities_close_date_id ON opportunities (close_date, id);
CREATE INDEX ix_opportunities_amount ON opportunities (amount_minor, id);
CREATE INDEX ix_opportunities_name ON opportunities (lower(name COLLATE "C"), id);
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
