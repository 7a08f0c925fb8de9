-- Holidays, working days and opening hours that an administrator wrote down, over what the configuration has.
CREATE TABLE calendar_entries (
    id bigint NOT NULL PRIMARY KEY,
    calendar text NOT NULL,
    first_day date NULL,
    last_day date NULL,
    weekdays text NOT NULL,
    hours text NOT NULL,
    name text NULL,
    created_at bigint NOT NULL,
    version integer NOT NULL
);
CREATE INDEX ix_calendar_entries_calendar ON calendar_entries (calendar);
