-- When each background task runs next, and which instance runs it now.
CREATE TABLE background_leases (
    name text NOT NULL PRIMARY KEY,
    holder text NULL,
    until bigint NOT NULL,
    next_at bigint NOT NULL,
    started_at bigint NULL,
    finished_at bigint NULL,
    failures integer NOT NULL,
    last_error text NULL
);

-- The outbox: what users are to be told, and what each channel did about it.
CREATE TABLE notifications (
    id bigint NOT NULL PRIMARY KEY,
    user_id bigint NOT NULL,
    kind text NOT NULL,
    record_kind text NULL,
    record_id bigint NULL,
    data text NOT NULL,
    created_at bigint NOT NULL,
    deliver_at bigint NOT NULL,
    seen_at bigint NULL
);
CREATE INDEX ix_notifications_user_id ON notifications (user_id, id);
CREATE INDEX ix_notifications_due ON notifications (user_id, seen_at, deliver_at);
CREATE INDEX ix_notifications_created_at ON notifications (created_at);

CREATE TABLE notification_deliveries (
    notification_id bigint NOT NULL,
    channel text NOT NULL,
    claimed_by text NOT NULL,
    claimed_until bigint NOT NULL,
    attempts integer NOT NULL,
    delivered_at bigint NULL,
    PRIMARY KEY (notification_id, channel)
);

CREATE TABLE notification_settings (
    id bigint NOT NULL PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users (id),
    day_start integer NULL,
    quiet_from integer NULL,
    quiet_to integer NULL,
    digest_at integer NULL,
    version integer NOT NULL
);
CREATE UNIQUE INDEX ix_notification_settings_user_id ON notification_settings (user_id);
