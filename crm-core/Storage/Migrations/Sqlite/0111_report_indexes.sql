-- To whom a ticket was escalated says who sees it: without that column in the reports' indexes each ticket of the period was looked up for everybody but administrators.
DROP INDEX ix_tickets_opened;
DROP INDEX ix_tickets_resolved;
CREATE INDEX ix_tickets_opened ON tickets (created_at, category, priority, assignee_id, queue_id, merged_into_id, response_due, responded_at, response_breached, escalation_level, customer_owner_id, escalated_to_id);
CREATE INDEX ix_tickets_resolved ON tickets (resolved_at, created_at, category, priority, assignee_id, queue_id, merged_into_id, resolution_breached, reopen_count, rating, customer_owner_id, escalated_to_id);
CREATE INDEX ix_tickets_backlog ON tickets (category, priority, assignee_id, queue_id, merged_into_id, customer_owner_id, escalated_to_id) WHERE status <> 'resolved';

-- Who was neglected, counted for everybody from the index alone.
CREATE INDEX ix_customers_quiet_all ON customers (last_interaction_at, created_at, id) WHERE lifecycle <> 'churned';
-- Activity of a long time, added up in the order in which it is grouped.
CREATE INDEX ix_activity_blocks_by_author ON activity_blocks (author_id, kind, block, count);

-- Whose the customer is stands beside a survey as it does beside all that hangs on a customer.
ALTER TABLE surveys ADD COLUMN customer_owner_id INTEGER NOT NULL DEFAULT 0;
UPDATE surveys SET customer_owner_id = (SELECT owner_id FROM customers WHERE customers.id = customer_id);
CREATE TRIGGER tr_surveys_owner_of_new AFTER INSERT ON surveys BEGIN
    UPDATE surveys SET customer_owner_id = (SELECT owner_id FROM customers WHERE id = NEW.customer_id) WHERE id = NEW.id;
END;
CREATE TRIGGER tr_surveys_owner_of_moved AFTER UPDATE OF customer_id ON surveys WHEN NEW.customer_id <> OLD.customer_id BEGIN
    UPDATE surveys SET customer_owner_id = (SELECT owner_id FROM customers WHERE id = NEW.customer_id) WHERE id = NEW.id;
END;
CREATE TRIGGER tr_customers_owner_of_surveys AFTER UPDATE OF owner_id ON customers WHEN NEW.owner_id <> OLD.owner_id BEGIN
    UPDATE surveys SET customer_owner_id = NEW.owner_id WHERE customer_id = NEW.id;
END;
CREATE INDEX ix_surveys_answers ON surveys (answered_at, kind, score, customer_owner_id);
CREATE INDEX ix_surveys_asked ON surveys (asked_at, kind, answered_at, customer_owner_id);
CREATE INDEX ix_surveys_customer_owner_id ON surveys (customer_owner_id, asked_at, id);

-- Only what is over has a day on which it closed: as long as these indexes hold the open ones as well, a store is tempted to gather and sort all of
-- them although it has an index of them by close date.
DROP INDEX ix_opportunities_closed_at;
DROP INDEX ix_opportunities_owner_closed;
DROP INDEX ix_opportunities_ended;
CREATE INDEX ix_opportunities_closed_at ON opportunities (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX ix_opportunities_owner_closed ON opportunities (owner_id, closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX ix_opportunities_ended ON opportunities (closed_at, owner_id, customer_owner_id, stage, pipeline, probability, currency, amount_minor, loss_reason, created_at) WHERE closed_at IS NOT NULL;
