-- One's own day: to-dos, sales, tickets and talks of one person.
CREATE INDEX ix_tasks_assignee_open ON tasks (assignee_id, due, id) WHERE done_at IS NULL;
CREATE INDEX ix_tasks_assignee_done ON tasks (assignee_id, done_at) WHERE done_at IS NOT NULL;
CREATE INDEX ix_opportunities_owner_open ON opportunities (owner_id, close_date, id) WHERE closed_at IS NULL;
CREATE INDEX ix_opportunities_owner_closed ON opportunities (owner_id, closed_at);
CREATE INDEX ix_interactions_author_happened ON interactions (author_id, happened_at, id);
CREATE INDEX ix_tickets_assignee_open ON tickets (assignee_id, created_at, id) WHERE resolved_at IS NULL;
CREATE INDEX ix_tickets_assignee_resolved ON tickets (assignee_id, resolved_at) WHERE resolved_at IS NOT NULL;
