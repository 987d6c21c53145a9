-- Numbers that count nobody: money, land, distances, shares, ages and the like.
CREATE TABLE amounts (
    position BIGINT PRIMARY KEY, document TEXT NOT NULL, span TEXT NOT NULL, kind TEXT NOT NULL,
    value DOUBLE PRECISION, low DOUBLE PRECISION, high DOUBLE PRECISION, unit TEXT, origin TEXT
);
