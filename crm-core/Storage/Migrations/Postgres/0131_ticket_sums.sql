-- Tickets of the whole company counted by blocks of eight days, of when they were opened and of when they were resolved, once for each of what a report
-- groups them by; an empty text stands for none. Tickets merged into others do not count. Kept by triggers, whoever writes: what a ticket was is taken away, what it is
-- is added.
CREATE TABLE ticket_blocks (
    dimension text NOT NULL,
    resolved boolean NOT NULL,
    block bigint NOT NULL,
    value text NOT NULL,
    count integer NOT NULL,
    promised integer NOT NULL,
    broken integer NOT NULL,
    escalated integer NOT NULL,
    reopened integer NOT NULL,
    rated integer NOT NULL,
    ratings integer NOT NULL,
    lasted_ms bigint NOT NULL,
    PRIMARY KEY (dimension, resolved, block, value)
);
INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
    SELECT FALSE, created_at / 691200000, dimension, value, count(*), count(*) FILTER (WHERE response_due IS NOT NULL AND responded_at IS NOT NULL),
        count(*) FILTER (WHERE response_due IS NOT NULL AND responded_at IS NOT NULL AND response_breached), count(*) FILTER (WHERE escalation_level > 0), 0, 0, 0, 0
    FROM tickets, LATERAL (VALUES ('category', category), ('priority', priority), ('assignee', coalesce(assignee_id::text, '')), ('queue', coalesce(queue_id::text, ''))) AS has (dimension, value) WHERE merged_into_id IS NULL GROUP BY 2, 3, 4;
INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
    SELECT TRUE, resolved_at / 691200000, dimension, value, count(*), 0, count(*) FILTER (WHERE resolution_breached), 0, count(*) FILTER (WHERE reopen_count > 0), count(rating), coalesce(sum(rating), 0), sum(resolved_at - created_at)
    FROM tickets, LATERAL (VALUES ('category', category), ('priority', priority), ('assignee', coalesce(assignee_id::text, '')), ('queue', coalesce(queue_id::text, ''))) AS has (dimension, value) WHERE merged_into_id IS NULL AND resolved_at IS NOT NULL GROUP BY 2, 3, 4;
CREATE FUNCTION ticket_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
            SELECT FALSE, OLD.created_at / 691200000, dimension, value, -1, -(OLD.response_due IS NOT NULL AND OLD.responded_at IS NOT NULL)::int, -(OLD.response_due IS NOT NULL AND OLD.responded_at IS NOT NULL AND OLD.response_breached)::int, -(OLD.escalation_level > 0)::int, 0, 0, 0, 0
            FROM (VALUES ('category', OLD.category), ('priority', OLD.priority), ('assignee', coalesce(OLD.assignee_id::text, '')), ('queue', coalesce(OLD.queue_id::text, ''))) AS has (dimension, value) WHERE OLD.merged_into_id IS NULL
            ON CONFLICT (dimension, resolved, block, value) DO UPDATE SET count = ticket_blocks.count + excluded.count, promised = ticket_blocks.promised + excluded.promised, broken = ticket_blocks.broken + excluded.broken, escalated = ticket_blocks.escalated + excluded.escalated, reopened = ticket_blocks.reopened + excluded.reopened, rated = ticket_blocks.rated + excluded.rated, ratings = ticket_blocks.ratings + excluded.ratings, lasted_ms = ticket_blocks.lasted_ms + excluded.lasted_ms;
        INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
            SELECT TRUE, OLD.resolved_at / 691200000, dimension, value, -1, 0, -(OLD.resolution_breached)::int, 0, -(OLD.reopen_count > 0)::int, -(OLD.rating IS NOT NULL)::int, -coalesce(OLD.rating, 0), -(OLD.resolved_at - OLD.created_at)
            FROM (VALUES ('category', OLD.category), ('priority', OLD.priority), ('assignee', coalesce(OLD.assignee_id::text, '')), ('queue', coalesce(OLD.queue_id::text, ''))) AS has (dimension, value) WHERE OLD.merged_into_id IS NULL AND OLD.resolved_at IS NOT NULL
            ON CONFLICT (dimension, resolved, block, value) DO UPDATE SET count = ticket_blocks.count + excluded.count, promised = ticket_blocks.promised + excluded.promised, broken = ticket_blocks.broken + excluded.broken, escalated = ticket_blocks.escalated + excluded.escalated, reopened = ticket_blocks.reopened + excluded.reopened, rated = ticket_blocks.rated + excluded.rated, ratings = ticket_blocks.ratings + excluded.ratings, lasted_ms = ticket_blocks.lasted_ms + excluded.lasted_ms;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
            SELECT FALSE, NEW.created_at / 691200000, dimension, value, 1, (NEW.response_due IS NOT NULL AND NEW.responded_at IS NOT NULL)::int, (NEW.response_due IS NOT NULL AND NEW.responded_at IS NOT NULL AND NEW.response_breached)::int, (NEW.escalation_level > 0)::int, 0, 0, 0, 0
            FROM (VALUES ('category', NEW.category), ('priority', NEW.priority), ('assignee', coalesce(NEW.assignee_id::text, '')), ('queue', coalesce(NEW.queue_id::text, ''))) AS has (dimension, value) WHERE NEW.merged_into_id IS NULL
            ON CONFLICT (dimension, resolved, block, value) DO UPDATE SET count = ticket_blocks.count + excluded.count, promised = ticket_blocks.promised + excluded.promised, broken = ticket_blocks.broken + excluded.broken, escalated = ticket_blocks.escalated + excluded.escalated, reopened = ticket_blocks.reopened + excluded.reopened, rated = ticket_blocks.rated + excluded.rated, ratings = ticket_blocks.ratings + excluded.ratings, lasted_ms = ticket_blocks.lasted_ms + excluded.lasted_ms;
        INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
            SELECT TRUE, NEW.resolved_at / 691200000, dimension, value, 1, 0, (NEW.resolution_breached)::int, 0, (NEW.reopen_count > 0)::int, (NEW.rating IS NOT NULL)::int, coalesce(NEW.rating, 0), (NEW.resolved_at - NEW.created_at)
            FROM (VALUES ('category', NEW.category), ('priority', NEW.priority), ('assignee', coalesce(NEW.assignee_id::text, '')), ('queue', coalesce(NEW.queue_id::text, ''))) AS has (dimension, value) WHERE NEW.merged_into_id IS NULL AND NEW.resolved_at IS NOT NULL
            ON CONFLICT (dimension, resolved, block, value) DO UPDATE SET count = ticket_blocks.count + excluded.count, promised = ticket_blocks.promised + excluded.promised, broken = ticket_blocks.broken + excluded.broken, escalated = ticket_blocks.escalated + excluded.escalated, reopened = ticket_blocks.reopened + excluded.reopened, rated = ticket_blocks.rated + excluded.rated, ratings = ticket_blocks.ratings + excluded.ratings, lasted_ms = ticket_blocks.lasted_ms + excluded.lasted_ms;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER tr_tickets_counted AFTER INSERT OR DELETE OR UPDATE OF category, priority, assignee_id, queue_id, merged_into_id, created_at, resolved_at, response_due, responded_at, response_breached, escalation_level, resolution_breached, reopen_count, rating ON tickets FOR EACH ROW EXECUTE FUNCTION ticket_counted();
-- Those whose answer is promised and not given: whether it is late depends on now.
CREATE INDEX ix_tickets_unanswered ON tickets (created_at, response_due, response_breached, category, priority, assignee_id, queue_id, merged_into_id, responded_at)
    WHERE responded_at IS NULL AND response_due IS NOT NULL;
