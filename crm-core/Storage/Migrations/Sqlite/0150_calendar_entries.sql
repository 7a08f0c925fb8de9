-- Holidays, working days and opening hours that an administrator wrote down, over what the configuration has.
CREATE TABLE calendar_entries (
    id INTEGER NOT NULL PRIMARY KEY,
    calendar TEXT NOT NULL,
    first_day TEXT NULL,
    last_day TEXT NULL,
    weekdays TEXT NOT NULL,
    hours TEXT NOT NULL,
    name TEXT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL
);
CREATE INDEX ix_calendar_entries_calendar ON calendar_entries (calendar);
