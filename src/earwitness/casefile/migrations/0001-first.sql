-- A case in tables that people and other programs can read.
-- Each table of things holds one row a thing, in the order of the export (`position`).
-- Columns that hold lists or spans are JSON; spans count code points of documents.text, end exclusive,
-- so substr(text, start + 1, end - start) is the words.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL);

-- What each report said when it was read, and which version of the reader read it.
CREATE TABLE readings (
    sha256 TEXT PRIMARY KEY, path TEXT, url TEXT, reader TEXT NOT NULL, reading TEXT NOT NULL
);

-- Every name under which the bytes were given; the first in the alphabet is the document's path.
CREATE TABLE paths (sha256 TEXT NOT NULL, path TEXT NOT NULL, PRIMARY KEY (sha256, path));

CREATE TABLE documents (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL, sha256 TEXT NOT NULL, path TEXT, url TEXT,
    outlet TEXT, headline TEXT, headline_span TEXT, byline TEXT NOT NULL, language TEXT,
    published TEXT, text TEXT NOT NULL, blocks TEXT NOT NULL, links TEXT NOT NULL, origin TEXT
);

CREATE TABLE actors (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    aliases TEXT NOT NULL, party TEXT, mentions TEXT NOT NULL, reasons TEXT NOT NULL,
    private INTEGER NOT NULL, origin TEXT
);

CREATE TABLE statements (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL, document TEXT NOT NULL, form TEXT NOT NULL,
    type TEXT NOT NULL, content TEXT NOT NULL, cue TEXT NOT NULL, source TEXT NOT NULL,
    addressee TEXT NOT NULL, nested_in TEXT, hedges TEXT NOT NULL, recording TEXT,
    recording_evidence TEXT, translator TEXT NOT NULL, publisher TEXT NOT NULL, origin TEXT,
    confidence REAL
);

-- Who vouches: that a statement was said (roots), and that it is so (true_on_word_of).
CREATE TABLE traces (
    position INTEGER PRIMARY KEY, statement TEXT NOT NULL, roots TEXT NOT NULL,
    true_on_word_of TEXT NOT NULL
);

-- The hands through which each statement came, from the mouth (step 0) to the page.
CREATE TABLE links (
    position INTEGER PRIMARY KEY, statement TEXT NOT NULL, step INTEGER NOT NULL, role TEXT NOT NULL,
    actor TEXT, recording TEXT, document TEXT, date TEXT, evidence TEXT
);

CREATE TABLE dates (
    position INTEGER PRIMARY KEY, document TEXT NOT NULL, span TEXT NOT NULL, type TEXT NOT NULL,
    value TEXT, mod TEXT, anchor TEXT, origin TEXT
);

CREATE TABLE recordings (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, speakers TEXT NOT NULL,
    released_by TEXT, released_on TEXT, hedges TEXT NOT NULL, mentions TEXT NOT NULL,
    release_evidence TEXT, publisher TEXT, publisher_evidence TEXT, translator TEXT,
    translator_evidence TEXT, reasons TEXT NOT NULL, origin TEXT
);

-- value, low and high have no type: a number too large for SQLite is kept as its digits.
CREATE TABLE figures (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL, document TEXT NOT NULL, span TEXT NOT NULL,
    value, low, high, qualifier TEXT NOT NULL, counted TEXT NOT NULL, "of" TEXT, actor TEXT,
    statement TEXT, since TEXT, place TEXT, as_of TEXT, as_of_mod TEXT, issued TEXT, side TEXT,
    of_party TEXT, origin TEXT
);

CREATE TABLE verifications (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL, document TEXT NOT NULL, span TEXT NOT NULL,
    verifier TEXT, "of" TEXT, status TEXT NOT NULL, about TEXT NOT NULL, origin TEXT
);

CREATE TABLE responses (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL, document TEXT NOT NULL, span TEXT NOT NULL,
    actor TEXT, "of" TEXT, kind TEXT NOT NULL, origin TEXT
);

CREATE TABLE citations (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL, document TEXT NOT NULL, span TEXT NOT NULL,
    actor TEXT, date TEXT, resolved TEXT, kind TEXT NOT NULL, origin TEXT
);

CREATE TABLE findings (
    position INTEGER PRIMARY KEY, kind TEXT NOT NULL, refs TEXT NOT NULL, says TEXT NOT NULL,
    evidence TEXT NOT NULL, weight REAL NOT NULL, origin TEXT
);

CREATE TABLE leads (
    position INTEGER PRIMARY KEY, kind TEXT NOT NULL, refs TEXT NOT NULL, says TEXT NOT NULL,
    evidence TEXT NOT NULL, weight REAL NOT NULL, origin TEXT
);

CREATE VIEW who_said_what AS
SELECT d.path AS report, d.outlet, a.name AS speaker, s.form, s.type,
    (SELECT group_concat(substr(d.text, json_extract(value, '$.start') + 1,
        json_extract(value, '$.end') - json_extract(value, '$.start')), ' … ')
     FROM json_each(s.content)) AS words,
    (SELECT group_concat(substr(d.text, json_extract(value, '$.span.start') + 1,
        json_extract(value, '$.span.end') - json_extract(value, '$.span.start')), ', ')
     FROM json_each(s.hedges)) AS hedges,
    (SELECT group_concat(r.name, ', ') FROM traces t, json_each(t.roots) j
     JOIN actors r ON r.id = j.value WHERE t.statement = s.id) AS vouched_for_by,
    s.id AS statement
FROM statements s JOIN documents d ON d.id = s.document
LEFT JOIN actors a ON a.id = json_extract(s.source, '$.actor')
ORDER BY s.position;

CREATE VIEW who_vouches AS
SELECT r.name AS root, r.party, count(DISTINCT t.statement) AS statements,
    count(DISTINCT s.document) AS reports, count(DISTINCT s.recording) AS recordings
FROM traces t, json_each(t.roots) j
JOIN actors r ON r.id = j.value JOIN statements s ON s.id = t.statement
GROUP BY r.id ORDER BY statements DESC, root;

CREATE VIEW figures_side_by_side AS
SELECT f.value, f.low, f.high, f.qualifier, f.counted, f."of", a.name AS said_by, f.side, f.as_of,
    f.as_of_mod, f.since, f.place, d.path AS report,
    substr(d.text, json_extract(f.span, '$.start') + 1,
        json_extract(f.span, '$.end') - json_extract(f.span, '$.start')) AS words
FROM figures f JOIN documents d ON d.id = f.document LEFT JOIN actors a ON a.id = f.actor
ORDER BY f."of", f.as_of, f.position;

CREATE VIEW what_was_checked AS
SELECT d.path AS report, a.name AS verifier, v.status, v.about, v."of",
    substr(d.text, json_extract(v.span, '$.start') + 1,
        json_extract(v.span, '$.end') - json_extract(v.span, '$.start')) AS words
FROM verifications v JOIN documents d ON d.id = v.document LEFT JOIN actors a ON a.id = v.verifier
ORDER BY v.position;
