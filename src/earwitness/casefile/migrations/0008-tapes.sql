-- Which documents write down which recording, and what became of each quotation from it.
CREATE TABLE transcripts (
    position INTEGER PRIMARY KEY, document TEXT NOT NULL, recording TEXT NOT NULL,
    why TEXT NOT NULL, origin TEXT, turns TEXT NOT NULL
);
CREATE TABLE tape_checks (
    position INTEGER PRIMARY KEY, statement TEXT NOT NULL, recording TEXT NOT NULL,
    transcript TEXT NOT NULL, verdict TEXT NOT NULL, grave INTEGER NOT NULL, says TEXT NOT NULL,
    why TEXT NOT NULL, pieces TEXT NOT NULL, changes TEXT NOT NULL, origin TEXT
);
