-- How long an opportunity stayed in each stage and where it went from there, beside the change that brought it there and kept by triggers, so that the
-- funnel is counted from one index. A change that was taken back leaves for '' and does not count; what it had interrupted goes on as if it had not been.
ALTER TABLE stage_changes ADD COLUMN entered_at bigint NOT NULL DEFAULT 0;
ALTER TABLE stage_changes ADD COLUMN left_at bigint NULL;
ALTER TABLE stage_changes ADD COLUMN left_to text NULL;
ALTER TABLE stage_changes ADD COLUMN gone boolean NOT NULL DEFAULT FALSE;
UPDATE stage_changes SET
    entered_at = at,
    left_at = (SELECT later.at FROM stage_changes later WHERE later.opportunity_id = stage_changes.opportunity_id AND later.number = stage_changes.number + 1),
    left_to = (SELECT CASE WHEN later.undone THEN '' ELSE later.to_stage END FROM stage_changes later WHERE later.opportunity_id = stage_changes.opportunity_id AND later.number = stage_changes.number + 1);
UPDATE stage_changes SET left_to = '' WHERE EXISTS (
    SELECT 1 FROM stage_changes later WHERE later.opportunity_id = stage_changes.opportunity_id AND later.number = stage_changes.number + 2 AND later.undone AND later.to_stage = stage_changes.to_stage);
UPDATE stage_changes SET gone = TRUE WHERE NOT EXISTS (SELECT 1 FROM opportunities WHERE opportunities.id = stage_changes.opportunity_id);

CREATE FUNCTION stage_change_followed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.undone THEN
        UPDATE stage_changes SET entered_at = coalesce(
            (SELECT before.entered_at FROM stage_changes before WHERE before.opportunity_id = NEW.opportunity_id AND before.number = NEW.number - 2 AND before.to_stage = NEW.to_stage), NEW.at)
            WHERE opportunity_id = NEW.opportunity_id AND number = NEW.number;
        UPDATE stage_changes SET left_at = NEW.at, left_to = '' WHERE opportunity_id = NEW.opportunity_id AND number = NEW.number - 1;
        UPDATE stage_changes SET left_to = '' WHERE opportunity_id = NEW.opportunity_id AND number = NEW.number - 2 AND to_stage = NEW.to_stage;
    ELSE
        UPDATE stage_changes SET entered_at = NEW.at WHERE opportunity_id = NEW.opportunity_id AND number = NEW.number;
        UPDATE stage_changes SET left_at = NEW.at, left_to = NEW.to_stage WHERE opportunity_id = NEW.opportunity_id AND number = NEW.number - 1;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER tr_stage_changes_followed AFTER INSERT ON stage_changes FOR EACH ROW EXECUTE FUNCTION stage_change_followed();
CREATE FUNCTION opportunity_gone_or_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE stage_changes SET gone = TRUE WHERE opportunity_id = OLD.id;
    ELSE
        UPDATE stage_changes SET gone = FALSE WHERE opportunity_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER tr_opportunities_gone AFTER DELETE ON opportunities FOR EACH ROW EXECUTE FUNCTION opportunity_gone_or_back();
CREATE TRIGGER tr_opportunities_back AFTER INSERT ON opportunities FOR EACH ROW EXECUTE FUNCTION opportunity_gone_or_back();
CREATE INDEX ix_stage_changes_stays ON stage_changes (entered_at, to_stage, left_to, left_at, opportunity_id) WHERE NOT gone;

CREATE INDEX ix_opportunities_sums ON opportunities (stage, pipeline, probability, currency, amount_minor, loss_reason, closed_at, owner_id, customer_owner_id, close_date) WHERE closed_at IS NULL;
CREATE INDEX ix_opportunities_ended ON opportunities (closed_at, owner_id, customer_owner_id, stage, pipeline, probability, currency, amount_minor, loss_reason, created_at);

-- The same, summed by blocks of eight days (of when the stay began): left_to is '-' while the opportunity is still there.
CREATE TABLE stage_blocks (
    block bigint NOT NULL,
    stage text NOT NULL,
    left_to text NOT NULL,
    count integer NOT NULL,
    stayed_ms bigint NOT NULL,
    PRIMARY KEY (block, stage, left_to)
);
INSERT INTO stage_blocks (block, stage, left_to, count, stayed_ms)
    SELECT entered_at / 691200000, to_stage, coalesce(left_to, '-'), count(*), coalesce(sum(left_at - entered_at), 0)
    FROM stage_changes WHERE NOT gone AND coalesce(left_to, '-') <> '' GROUP BY 1, 2, 3;
CREATE FUNCTION stage_change_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.entered_at > 0 AND NOT OLD.gone THEN
        UPDATE stage_blocks SET count = count - 1, stayed_ms = stayed_ms - coalesce(OLD.left_at - OLD.entered_at, 0)
            WHERE block = OLD.entered_at / 691200000 AND stage = OLD.to_stage AND left_to = coalesce(OLD.left_to, '-');
    END IF;
    IF NEW.entered_at > 0 AND NOT NEW.gone AND coalesce(NEW.left_to, '-') <> '' THEN
        INSERT INTO stage_blocks (block, stage, left_to, count, stayed_ms)
            VALUES (NEW.entered_at / 691200000, NEW.to_stage, coalesce(NEW.left_to, '-'), 1, coalesce(NEW.left_at - NEW.entered_at, 0))
            ON CONFLICT (block, stage, left_to) DO UPDATE SET count = stage_blocks.count + 1, stayed_ms = stage_blocks.stayed_ms + excluded.stayed_ms;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER tr_stage_changes_counted AFTER UPDATE OF entered_at, left_at, left_to, gone ON stage_changes FOR EACH ROW EXECUTE FUNCTION stage_change_counted();
CREATE INDEX ix_opportunities_stage ON opportunities (stage, id);
CREATE INDEX ix_tickets_open_priority ON tickets (priority, id) WHERE status <> 'resolved';
