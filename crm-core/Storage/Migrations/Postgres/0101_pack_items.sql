-- What of which pack was laid into the store, so that it is not laid in again once somebody has deleted it.
CREATE TABLE pack_items (
    pack text NOT NULL,
    item text NOT NULL,
    PRIMARY KEY (pack, item)
);
