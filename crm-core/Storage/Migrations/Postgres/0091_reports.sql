-- Reports are counted from these alone.
CREATE INDEX ix_tickets_opened ON tickets (created_at, category, priority, assignee_id, queue_id, merged_into_id, response_due, responded_at, response_breached, escalation_level, customer_owner_id);
CREATE INDEX ix_tickets_resolved ON tickets (resolved_at, created_at, category, priority, assignee_id, queue_id, merged_into_id, resolution_breached, reopen_count, rating, customer_owner_id);
CREATE INDEX ix_lifecycle_changes_steps ON lifecycle_changes (at, from_lifecycle, to_lifecycle, customer_id);
