-- A case in the tables of a server: the same as in case.sqlite, and what lies beside it in a folder.
-- A character NUL is written as U+10FFFD and 0, and U+10FFFD as itself and m: the server holds no NUL.
-- Each table of things holds one row a thing, in the order of the export (`position`).
-- Columns that hold lists or spans are JSON; spans count code points of documents.text, end exclusive,
-- so substr(text, start + 1, end - start) is the words.

CREATE TABLE meta (key TEXT COLLATE "C" PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE migrations (version BIGINT PRIMARY KEY, name TEXT NOT NULL);

-- What each report said when it was read, and which version of the reader read it.
CREATE TABLE readings (
    sha256 TEXT COLLATE "C" PRIMARY KEY, path TEXT COLLATE "C", url TEXT,
    reader TEXT NOT NULL, reading TEXT NOT NULL
);

-- Every name under which the bytes were given; the first in the alphabet is the document's path.
-- The index is of a digest: an address can be longer than an index takes.
CREATE TABLE paths (sha256 TEXT COLLATE "C" NOT NULL, path TEXT COLLATE "C" NOT NULL);
CREATE UNIQUE INDEX paths_once ON paths (sha256, md5(path));

CREATE TABLE documents (
    position BIGINT PRIMARY KEY, id TEXT NOT NULL, sha256 TEXT NOT NULL, path TEXT, url TEXT,
    outlet TEXT, headline TEXT, headline_span TEXT, byline TEXT NOT NULL, language TEXT,
    published TEXT, text TEXT NOT NULL, blocks TEXT NOT NULL, links TEXT NOT NULL, origin TEXT
);

CREATE TABLE actors (
    position BIGINT PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    aliases TEXT NOT NULL, party TEXT, mentions TEXT NOT NULL, reasons TEXT NOT NULL,
    private BOOLEAN NOT NULL, origin TEXT
);

CREATE TABLE statements (
    position BIGINT PRIMARY KEY, id TEXT NOT NULL, document TEXT NOT NULL, form TEXT NOT NULL,
    type TEXT NOT NULL, content TEXT NOT NULL, cue TEXT NOT NULL, source TEXT NOT NULL,
    addressee TEXT NOT NULL, nested_in TEXT, hedges TEXT NOT NULL, recording TEXT,
    recording_evidence TEXT, translator TEXT NOT NULL, publisher TEXT NOT NULL, origin TEXT,
    confidence DOUBLE PRECISION
);

-- Who vouches: that a statement was said (roots), and that it is so (true_on_word_of).
CREATE TABLE traces (
    position BIGINT PRIMARY KEY, statement TEXT NOT NULL, roots TEXT NOT NULL,
    true_on_word_of TEXT NOT NULL
);

-- The hands through which each statement came, from the mouth (step 0) to the page.
CREATE TABLE links (
    position BIGINT PRIMARY KEY, statement TEXT NOT NULL, step BIGINT NOT NULL, role TEXT NOT NULL,
    actor TEXT, recording TEXT, document TEXT, date TEXT, evidence TEXT
);

CREATE TABLE dates (
    position BIGINT PRIMARY KEY, document TEXT NOT NULL, span TEXT NOT NULL, type TEXT NOT NULL,
    value TEXT, mod TEXT, anchor TEXT, origin TEXT
);

CREATE TABLE recordings (
    position BIGINT PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, speakers TEXT NOT NULL,
    released_by TEXT, released_on TEXT, hedges TEXT NOT NULL, mentions TEXT NOT NULL,
    release_evidence TEXT, publisher TEXT, publisher_evidence TEXT, translator TEXT,
    translator_evidence TEXT, reasons TEXT NOT NULL, origin TEXT
);

CREATE TABLE figures (
    position BIGINT PRIMARY KEY, id TEXT NOT NULL, document TEXT NOT NULL, span TEXT NOT NULL,
    value NUMERIC, low NUMERIC, high NUMERIC, qualifier TEXT NOT NULL, counted TEXT NOT NULL, "of" TEXT, actor TEXT,
    statement TEXT, since TEXT, place TEXT, as_of TEXT, as_of_mod TEXT, issued TEXT, side TEXT,
    of_party TEXT, origin TEXT
);

CREATE TABLE verifications (
    position BIGINT PRIMARY KEY, id TEXT NOT NULL, document TEXT NOT NULL, span TEXT NOT NULL,
    verifier TEXT, "of" TEXT, status TEXT NOT NULL, about TEXT NOT NULL, origin TEXT
);

CREATE TABLE responses (
    position BIGINT PRIMARY KEY, id TEXT NOT NULL, document TEXT NOT NULL, span TEXT NOT NULL,
    actor TEXT, "of" TEXT, kind TEXT NOT NULL, origin TEXT
);

CREATE TABLE citations (
    position BIGINT PRIMARY KEY, id TEXT NOT NULL, document TEXT NOT NULL, span TEXT NOT NULL,
    actor TEXT, date TEXT, resolved TEXT, kind TEXT NOT NULL, origin TEXT
);

CREATE TABLE findings (
    position BIGINT PRIMARY KEY, kind TEXT NOT NULL, refs TEXT NOT NULL, says TEXT NOT NULL,
    evidence TEXT NOT NULL, weight DOUBLE PRECISION NOT NULL, origin TEXT
);

CREATE TABLE leads (
    position BIGINT PRIMARY KEY, kind TEXT NOT NULL, refs TEXT NOT NULL, says TEXT NOT NULL,
    evidence TEXT NOT NULL, weight DOUBLE PRECISION NOT NULL, origin TEXT
);

-- The words that stand at places of a text, given as JSON; `at` leads to the place in each element.
CREATE FUNCTION words_at(body TEXT, places TEXT, at TEXT[], joint TEXT) RETURNS TEXT
LANGUAGE sql IMMUTABLE AS $$
    SELECT string_agg(substr(body, (e #>> (at || '{start}'::TEXT[]))::INTEGER + 1,
        (e #>> (at || '{end}'::TEXT[]))::INTEGER - (e #>> (at || '{start}'::TEXT[]))::INTEGER), joint)
    FROM json_array_elements(CASE json_typeof(places::JSON) WHEN 'array' THEN places::JSON
        ELSE json_build_array(places::JSON) END) e
$$;

CREATE VIEW who_said_what AS
SELECT d.path AS report, d.outlet, a.name AS speaker, s.form, s.type,
    words_at(d.text, s.content, '{}', ' … ') AS words,
    words_at(d.text, s.hedges, '{span}', ', ') AS hedges,
    (SELECT string_agg(r.name, ', ') FROM traces t, json_array_elements_text(t.roots::JSON) j
     JOIN actors r ON r.id = j WHERE t.statement = s.id) AS vouched_for_by,
    s.id AS statement
FROM statements s JOIN documents d ON d.id = s.document
LEFT JOIN actors a ON a.id = s.source::JSON ->> 'actor'
ORDER BY s.position;

CREATE VIEW who_vouches AS
SELECT r.name AS root, r.party, count(DISTINCT t.statement) AS statements,
    count(DISTINCT s.document) AS reports, count(DISTINCT s.recording) AS recordings
FROM traces t CROSS JOIN json_array_elements_text(t.roots::JSON) j
JOIN actors r ON r.id = j JOIN statements s ON s.id = t.statement
GROUP BY r.id, r.name, r.party ORDER BY statements DESC, root;

CREATE VIEW figures_side_by_side AS
SELECT f.value, f.low, f.high, f.qualifier, f.counted, f."of", a.name AS said_by, f.side, f.as_of,
    f.as_of_mod, f.since, f.place, d.path AS report, words_at(d.text, f.span, '{}', '') AS words
FROM figures f JOIN documents d ON d.id = f.document LEFT JOIN actors a ON a.id = f.actor
ORDER BY f."of", f.as_of, f.position;

CREATE VIEW what_was_checked AS
SELECT d.path AS report, a.name AS verifier, v.status, v.about, v."of",
    words_at(d.text, v.span, '{}', '') AS words
FROM verifications v JOIN documents d ON d.id = v.document LEFT JOIN actors a ON a.id = v.verifier
ORDER BY v.position;

-- What lies beside the tables in a folder.

-- The reports as they came, in parts of 4 MB at most, under the SHA-256 of the whole.
CREATE TABLE originals (
    sha256 TEXT COLLATE "C" NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    part INTEGER NOT NULL CHECK (part BETWEEN 0 AND 200),
    data BYTEA NOT NULL CHECK (octet_length(data) <= 4194304),
    PRIMARY KEY (sha256, part)
);

-- The lines of the custody log, each with the hash of the one before.
CREATE TABLE custody (seq BIGINT PRIMARY KEY, line TEXT NOT NULL);

-- The brief, time stamps, accounts of the desk, the key of placeholders and the like.
CREATE TABLE files (name TEXT COLLATE "C" PRIMARY KEY, data BYTEA NOT NULL);

-- The words of each statement, and the terms by which it is looked up.
CREATE TABLE said (
    statement TEXT NOT NULL, words TEXT NOT NULL, speaker TEXT NOT NULL, terms TSVECTOR NOT NULL
);
CREATE INDEX said_terms ON said USING gin (terms);

CREATE FUNCTION stays() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is never changed or removed: append another', TG_ARGV[0]; END
$$;

CREATE TRIGGER custody_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON custody
FOR EACH STATEMENT EXECUTE FUNCTION stays('a line of the log');

CREATE TRIGGER originals_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON originals
FOR EACH STATEMENT EXECUTE FUNCTION stays('an original');
