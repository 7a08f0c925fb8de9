-- What of which pack was laid into the store, so that it is not laid in again once somebody has deleted it.
CREATE TABLE pack_items (
    pack TEXT NOT NULL,
    item TEXT NOT NULL,
    PRIMARY KEY (pack, item)
);
