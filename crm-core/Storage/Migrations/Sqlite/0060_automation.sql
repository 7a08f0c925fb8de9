-- When each background task runs next, and which instance runs it now.
CREATE TABLE background_leases (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NULL,
    until INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    started_at INTEGER NULL,
    finished_at INTEGER NULL,
    failures INTEGER NOT NULL,
    last_error TEXT NULL
);

-- The outbox: what users are to be told, and what each channel did about it.
CREATE TABLE notifications (
    id INTEGER NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    record_kind TEXT NULL,
    record_id INTEGER NULL,
    data TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    deliver_at INTEGER NOT NULL,
    seen_at INTEGER NULL
);
CREATE INDEX ix_notifications_user_id ON notifications (user_id, id);
CREATE INDEX ix_notifications_due ON notifications (user_id, seen_at, deliver_at);
CREATE INDEX ix_notifications_created_at ON notifications (created_at);

CREATE TABLE notification_deliveries (
    notification_id INTEGER NOT NULL,
    channel TEXT NOT NULL,
    claimed_by TEXT NOT NULL,
    claimed_until INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    delivered_at INTEGER NULL,
    PRIMARY KEY (notification_id, channel)
);

CREATE TABLE notification_settings (
    id INTEGER NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id),
    day_start INTEGER NULL,
    quiet_from INTEGER NULL,
    quiet_to INTEGER NULL,
    digest_at INTEGER NULL,
    version INTEGER NOT NULL
);
CREATE UNIQUE INDEX ix_notification_settings_user_id ON notification_settings (user_id);
