-- Orders and filters of lists that were sorted anew for each page.
CREATE INDEX ix_quotes_number_order ON quotes (lower(number COLLATE "C"), id);
CREATE INDEX ix_contracts_number_order ON contracts (lower(number COLLATE "C"), id);
-- With who sees a ticket beside, so that one out of sight is passed over without being looked up.
CREATE INDEX ix_tickets_priority ON tickets (priority, id, assignee_id, customer_owner_id, escalated_to_id);
CREATE INDEX ix_tickets_category ON tickets (category, created_at, id, assignee_id, customer_owner_id, escalated_to_id);
CREATE INDEX ix_opportunities_stage_close ON opportunities (stage, close_date, id);
CREATE INDEX ix_customers_lifecycle_created ON customers (lifecycle, created_at, id);
CREATE INDEX ix_customers_lifecycle_updated ON customers (lifecycle, updated_at, id);
CREATE INDEX ix_customers_lifecycle_last ON customers (lifecycle, last_interaction_at, id);

-- What most tickets do not have is looked for among those that have it: a store that finds every ticket in such an index may begin with all that have nothing.
DROP INDEX ix_tickets_sla_due;
DROP INDEX ix_tickets_breached_at;
DROP INDEX ix_tickets_escalated_to_id;
CREATE INDEX ix_tickets_sla_due ON tickets (sla_due, id) WHERE sla_due IS NOT NULL;
CREATE INDEX ix_tickets_breached_at ON tickets (breached_at) WHERE breached_at IS NOT NULL;
CREATE INDEX ix_tickets_escalated_to_id ON tickets (escalated_to_id) WHERE escalated_to_id IS NOT NULL;
CREATE INDEX ix_tickets_escalated ON tickets (created_at, id, customer_owner_id, escalated_to_id) WHERE escalated_at IS NOT NULL;
CREATE INDEX ix_tickets_unassigned ON tickets (created_at, id, customer_owner_id, escalated_to_id) WHERE assignee_id IS NULL;
