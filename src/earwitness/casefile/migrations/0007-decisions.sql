-- What people decided: appended, never changed. `body` is the whole decision (JSON); the other columns are for
-- looking things up. `target` is the id at that time; `saw` the last decision on it that its author had seen.

CREATE TABLE decisions (
    seq INTEGER PRIMARY KEY, time TEXT NOT NULL, "by" TEXT NOT NULL, act TEXT NOT NULL, kind TEXT NOT NULL,
    target TEXT NOT NULL, why TEXT NOT NULL, saw INTEGER NOT NULL, contests INTEGER, body TEXT NOT NULL
);

CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'a decision is never changed: append another'); END;

CREATE TRIGGER decisions_are_kept BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'a decision is never removed: append another'); END;
