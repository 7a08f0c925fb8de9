-- To whom a ticket was escalated says who sees it: without that column in the reports' indexes each ticket of the period was looked up for everybody but administrators.
DROP INDEX ix_tickets_opened;
DROP INDEX ix_tickets_resolved;
CREATE INDEX ix_tickets_opened ON tickets (created_at, category, priority, assignee_id, queue_id, merged_into_id, response_due, responded_at, response_breached, escalation_level, customer_owner_id, escalated_to_id);
CREATE INDEX ix_tickets_resolved ON tickets (resolved_at, created_at, category, priority, assignee_id, queue_id, merged_into_id, resolution_breached, reopen_count, rating, customer_owner_id, escalated_to_id);
CREATE INDEX ix_tickets_backlog ON tickets (category, priority, assignee_id, queue_id, merged_into_id, customer_owner_id, escalated_to_id) WHERE status <> 'resolved';
