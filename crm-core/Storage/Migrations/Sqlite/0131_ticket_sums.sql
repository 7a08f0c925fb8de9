-- Tickets of the whole company counted by blocks of eight days, of when they were opened and of when they were resolved, once for each of what a report
-- groups them by; an empty text stands for none. Tickets merged into others do not count. Kept by triggers, whoever writes: what a ticket was is taken away, what it is
-- is added.
CREATE TABLE ticket_blocks (
    dimension TEXT NOT NULL,
    resolved INTEGER NOT NULL,
    block INTEGER NOT NULL,
    value TEXT NOT NULL,
    count INTEGER NOT NULL,
    promised INTEGER NOT NULL,
    broken INTEGER NOT NULL,
    escalated INTEGER NOT NULL,
    reopened INTEGER NOT NULL,
    rated INTEGER NOT NULL,
    ratings INTEGER NOT NULL,
    lasted_ms INTEGER NOT NULL,
    PRIMARY KEY (dimension, resolved, block, value)
);
INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
    SELECT 0, created_at / 691200000, 'category', tickets.category, count(*), sum(response_due IS NOT NULL AND responded_at IS NOT NULL), sum(response_due IS NOT NULL AND responded_at IS NOT NULL AND response_breached), sum(escalation_level > 0), 0, 0, 0, 0
    FROM tickets WHERE merged_into_id IS NULL GROUP BY 2, 4;
INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
    SELECT 1, resolved_at / 691200000, 'category', tickets.category, count(*), 0, sum(resolution_breached), 0, sum(reopen_count > 0), sum(tickets.rating IS NOT NULL), sum(coalesce(tickets.rating, 0)), sum(resolved_at - created_at)
    FROM tickets WHERE merged_into_id IS NULL AND resolved_at IS NOT NULL GROUP BY 2, 4;
INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
    SELECT 0, created_at / 691200000, 'priority', tickets.priority, count(*), sum(response_due IS NOT NULL AND responded_at IS NOT NULL), sum(response_due IS NOT NULL AND responded_at IS NOT NULL AND response_breached), sum(escalation_level > 0), 0, 0, 0, 0
    FROM tickets WHERE merged_into_id IS NULL GROUP BY 2, 4;
INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
    SELECT 1, resolved_at / 691200000, 'priority', tickets.priority, count(*), 0, sum(resolution_breached), 0, sum(reopen_count > 0), sum(tickets.rating IS NOT NULL), sum(coalesce(tickets.rating, 0)), sum(resolved_at - created_at)
    FROM tickets WHERE merged_into_id IS NULL AND resolved_at IS NOT NULL GROUP BY 2, 4;
INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
    SELECT 0, created_at / 691200000, 'assignee', coalesce(assignee_id, ''), count(*), sum(response_due IS NOT NULL AND responded_at IS NOT NULL), sum(response_due IS NOT NULL AND responded_at IS NOT NULL AND response_breached), sum(escalation_level > 0), 0, 0, 0, 0
    FROM tickets WHERE merged_into_id IS NULL GROUP BY 2, 4;
INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
    SELECT 1, resolved_at / 691200000, 'assignee', coalesce(assignee_id, ''), count(*), 0, sum(resolution_breached), 0, sum(reopen_count > 0), sum(tickets.rating IS NOT NULL), sum(coalesce(tickets.rating, 0)), sum(resolved_at - created_at)
    FROM tickets WHERE merged_into_id IS NULL AND resolved_at IS NOT NULL GROUP BY 2, 4;
INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
    SELECT 0, created_at / 691200000, 'queue', coalesce(queue_id, ''), count(*), sum(response_due IS NOT NULL AND responded_at IS NOT NULL), sum(response_due IS NOT NULL AND responded_at IS NOT NULL AND response_breached), sum(escalation_level > 0), 0, 0, 0, 0
    FROM tickets WHERE merged_into_id IS NULL GROUP BY 2, 4;
INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
    SELECT 1, resolved_at / 691200000, 'queue', coalesce(queue_id, ''), count(*), 0, sum(resolution_breached), 0, sum(reopen_count > 0), sum(tickets.rating IS NOT NULL), sum(coalesce(tickets.rating, 0)), sum(resolved_at - created_at)
    FROM tickets WHERE merged_into_id IS NULL AND resolved_at IS NOT NULL GROUP BY 2, 4;
CREATE TRIGGER tr_tickets_counted AFTER INSERT ON tickets BEGIN
    INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
        SELECT 0, NEW.created_at / 691200000, dimension, value, 1, (NEW.response_due IS NOT NULL AND NEW.responded_at IS NOT NULL), (NEW.response_due IS NOT NULL AND NEW.responded_at IS NOT NULL AND NEW.response_breached), (NEW.escalation_level > 0), 0, 0, 0, 0
        FROM (SELECT 'category' AS dimension, NEW.category AS value UNION ALL SELECT 'priority', NEW.priority UNION ALL SELECT 'assignee', coalesce(NEW.assignee_id, '') UNION ALL SELECT 'queue', coalesce(NEW.queue_id, '')) WHERE NEW.merged_into_id IS NULL
        ON CONFLICT (dimension, resolved, block, value) DO UPDATE SET count = count + excluded.count, promised = promised + excluded.promised, broken = broken + excluded.broken, escalated = escalated + excluded.escalated,
            reopened = reopened + excluded.reopened, rated = rated + excluded.rated, ratings = ratings + excluded.ratings, lasted_ms = lasted_ms + excluded.lasted_ms;
    INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
        SELECT 1, NEW.resolved_at / 691200000, dimension, value, 1, 0, (NEW.resolution_breached), 0, (NEW.reopen_count > 0), (NEW.rating IS NOT NULL), coalesce(NEW.rating, 0), (NEW.resolved_at - NEW.created_at)
        FROM (SELECT 'category' AS dimension, NEW.category AS value UNION ALL SELECT 'priority', NEW.priority UNION ALL SELECT 'assignee', coalesce(NEW.assignee_id, '') UNION ALL SELECT 'queue', coalesce(NEW.queue_id, '')) WHERE NEW.merged_into_id IS NULL AND NEW.resolved_at IS NOT NULL
        ON CONFLICT (dimension, resolved, block, value) DO UPDATE SET count = count + excluded.count, promised = promised + excluded.promised, broken = broken + excluded.broken, escalated = escalated + excluded.escalated,
            reopened = reopened + excluded.reopened, rated = rated + excluded.rated, ratings = ratings + excluded.ratings, lasted_ms = lasted_ms + excluded.lasted_ms;
END;
CREATE TRIGGER tr_tickets_uncounted AFTER DELETE ON tickets BEGIN
    INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
        SELECT 0, OLD.created_at / 691200000, dimension, value, -1, -(OLD.response_due IS NOT NULL AND OLD.responded_at IS NOT NULL), -(OLD.response_due IS NOT NULL AND OLD.responded_at IS NOT NULL AND OLD.response_breached), -(OLD.escalation_level > 0), 0, 0, 0, 0
        FROM (SELECT 'category' AS dimension, OLD.category AS value UNION ALL SELECT 'priority', OLD.priority UNION ALL SELECT 'assignee', coalesce(OLD.assignee_id, '') UNION ALL SELECT 'queue', coalesce(OLD.queue_id, '')) WHERE OLD.merged_into_id IS NULL
        ON CONFLICT (dimension, resolved, block, value) DO UPDATE SET count = count + excluded.count, promised = promised + excluded.promised, broken = broken + excluded.broken, escalated = escalated + excluded.escalated,
            reopened = reopened + excluded.reopened, rated = rated + excluded.rated, ratings = ratings + excluded.ratings, lasted_ms = lasted_ms + excluded.lasted_ms;
    INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
        SELECT 1, OLD.resolved_at / 691200000, dimension, value, -1, 0, -(OLD.resolution_breached), 0, -(OLD.reopen_count > 0), -(OLD.rating IS NOT NULL), -coalesce(OLD.rating, 0), -(OLD.resolved_at - OLD.created_at)
        FROM (SELECT 'category' AS dimension, OLD.category AS value UNION ALL SELECT 'priority', OLD.priority UNION ALL SELECT 'assignee', coalesce(OLD.assignee_id, '') UNION ALL SELECT 'queue', coalesce(OLD.queue_id, '')) WHERE OLD.merged_into_id IS NULL AND OLD.resolved_at IS NOT NULL
        ON CONFLICT (dimension, resolved, block, value) DO UPDATE SET count = count + excluded.count, promised = promised + excluded.promised, broken = broken + excluded.broken, escalated = escalated + excluded.escalated,
            reopened = reopened + excluded.reopened, rated = rated + excluded.rated, ratings = ratings + excluded.ratings, lasted_ms = lasted_ms + excluded.lasted_ms;
END;
CREATE TRIGGER tr_tickets_recounted AFTER UPDATE OF category, priority, assignee_id, queue_id, merged_into_id, created_at, resolved_at, response_due, responded_at, response_breached, escalation_level, resolution_breached, reopen_count, rating ON tickets BEGIN
    INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
        SELECT 0, OLD.created_at / 691200000, dimension, value, -1, -(OLD.response_due IS NOT NULL AND OLD.responded_at IS NOT NULL), -(OLD.response_due IS NOT NULL AND OLD.responded_at IS NOT NULL AND OLD.response_breached), -(OLD.escalation_level > 0), 0, 0, 0, 0
        FROM (SELECT 'category' AS dimension, OLD.category AS value UNION ALL SELECT 'priority', OLD.priority UNION ALL SELECT 'assignee', coalesce(OLD.assignee_id, '') UNION ALL SELECT 'queue', coalesce(OLD.queue_id, '')) WHERE OLD.merged_into_id IS NULL
        ON CONFLICT (dimension, resolved, block, value) DO UPDATE SET count = count + excluded.count, promised = promised + excluded.promised, broken = broken + excluded.broken, escalated = escalated + excluded.escalated,
            reopened = reopened + excluded.reopened, rated = rated + excluded.rated, ratings = ratings + excluded.ratings, lasted_ms = lasted_ms + excluded.lasted_ms;
    INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
        SELECT 1, OLD.resolved_at / 691200000, dimension, value, -1, 0, -(OLD.resolution_breached), 0, -(OLD.reopen_count > 0), -(OLD.rating IS NOT NULL), -coalesce(OLD.rating, 0), -(OLD.resolved_at - OLD.created_at)
        FROM (SELECT 'category' AS dimension, OLD.category AS value UNION ALL SELECT 'priority', OLD.priority UNION ALL SELECT 'assignee', coalesce(OLD.assignee_id, '') UNION ALL SELECT 'queue', coalesce(OLD.queue_id, '')) WHERE OLD.merged_into_id IS NULL AND OLD.resolved_at IS NOT NULL
        ON CONFLICT (dimension, resolved, block, value) DO UPDATE SET count = count + excluded.count, promised = promised + excluded.promised, broken = broken + excluded.broken, escalated = escalated + excluded.escalated,
            reopened = reopened + excluded.reopened, rated = rated + excluded.rated, ratings = ratings + excluded.ratings, lasted_ms = lasted_ms + excluded.lasted_ms;
    INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
        SELECT 0, NEW.created_at / 691200000, dimension, value, 1, (NEW.response_due IS NOT NULL AND NEW.responded_at IS NOT NULL), (NEW.response_due IS NOT NULL AND NEW.responded_at IS NOT NULL AND NEW.response_breached), (NEW.escalation_level > 0), 0, 0, 0, 0
        FROM (SELECT 'category' AS dimension, NEW.category AS value UNION ALL SELECT 'priority', NEW.priority UNION ALL SELECT 'assignee', coalesce(NEW.assignee_id, '') UNION ALL SELECT 'queue', coalesce(NEW.queue_id, '')) WHERE NEW.merged_into_id IS NULL
        ON CONFLICT (dimension, resolved, block, value) DO UPDATE SET count = count + excluded.count, promised = promised + excluded.promised, broken = broken + excluded.broken, escalated = escalated + excluded.escalated,
            reopened = reopened + excluded.reopened, rated = rated + excluded.rated, ratings = ratings + excluded.ratings, lasted_ms = lasted_ms + excluded.lasted_ms;
    INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
        SELECT 1, NEW.resolved_at / 691200000, dimension, value, 1, 0, (NEW.resolution_breached), 0, (NEW.reopen_count > 0), (NEW.rating IS NOT NULL), coalesce(NEW.rating, 0), (NEW.resolved_at - NEW.created_at)
        FROM (SELECT 'category' AS dimension, NEW.category AS value UNION ALL SELECT 'priority', NEW.priority UNION ALL SELECT 'assignee', coalesce(NEW.assignee_id, '') UNION ALL SELECT 'queue', coalesce(NEW.queue_id, '')) WHERE NEW.merged_into_id IS NULL AND NEW.resolved_at IS NOT NULL
        ON CONFLICT (dimension, resolved, block, value) DO UPDATE SET count = count + excluded.count, promised = promised + excluded.promised, broken = broken + excluded.broken, escalated = escalated + excluded.escalated,
            reopened = reopened + excluded.reopened, rated = rated + excluded.rated, ratings = ratings + excluded.ratings, lasted_ms = lasted_ms + excluded.lasted_ms;
END;
-- Those whose answer is promised and not given: whether it is late depends on now.
CREATE INDEX ix_tickets_unanswered ON tickets (created_at, response_due, response_breached, category, priority, assignee_id, queue_id, merged_into_id, responded_at)
    WHERE responded_at IS NULL AND response_due IS NOT NULL;
