-- When and whence a report was fetched (JSON: url, final_url, time, record); null for others.
ALTER TABLE documents ADD COLUMN provenance TEXT;

-- What `earwitness watch` watches: what the site said of its state, and what was told of it.
CREATE TABLE watched (
    url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT, sha256 TEXT, checked TEXT
);

-- The entries of watched feeds that were dealt with; `entry` is the SHA-256 of the entry's bytes.
CREATE TABLE watched_entries (
    feed TEXT NOT NULL, entry TEXT NOT NULL, PRIMARY KEY (feed, entry)
);

-- The reports of which it has been told what they change for the case.
CREATE TABLE told (sha256 TEXT PRIMARY KEY);
