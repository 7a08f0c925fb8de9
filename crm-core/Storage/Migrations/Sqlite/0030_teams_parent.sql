-- A team may be part of another one: whoever sees the rows of a team sees those of its sub-teams.
ALTER TABLE teams ADD COLUMN parent_id INTEGER NULL REFERENCES teams (id);
CREATE INDEX ix_teams_parent_id ON teams (parent_id);
