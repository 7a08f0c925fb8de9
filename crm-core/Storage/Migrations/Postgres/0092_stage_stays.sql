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
