-- What people decided: appended, never changed. `body` is the whole decision (JSON); the other columns are for
-- looking things up. `target` is the id at that time; `saw` the last decision on it that its author had seen.

CREATE TABLE decisions (
    seq BIGINT PRIMARY KEY, time TEXT NOT NULL, "by" TEXT NOT NULL, act TEXT NOT NULL, kind TEXT NOT NULL,
    target TEXT NOT NULL, why TEXT NOT NULL, saw BIGINT NOT NULL, contests BIGINT, body TEXT NOT NULL
);

CREATE TRIGGER decisions_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions
FOR EACH STATEMENT EXECUTE FUNCTION stays('a decision');
