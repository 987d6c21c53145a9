-- When and whence a report was fetched (JSON: url, final_url, time, record); null for others.
ALTER TABLE documents ADD COLUMN provenance TEXT;

-- What `earwitness watch` watches: what the site said of its state, and what was told of it.
CREATE TABLE watched (
    url TEXT COLLATE "C" PRIMARY KEY, etag TEXT, last_modified TEXT, sha256 TEXT, checked TEXT
);

-- The entries of watched feeds that were dealt with; `entry` is the SHA-256 of the entry's bytes.
CREATE TABLE watched_entries (
    feed TEXT NOT NULL, entry TEXT NOT NULL
);

CREATE UNIQUE INDEX watched_entries_once ON watched_entries (md5(feed), entry);

-- The reports of which it has been told what they change for the case.
CREATE TABLE told (sha256 TEXT PRIMARY KEY);
