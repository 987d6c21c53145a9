-- Numbers that count nobody: money, land, distances, shares, ages and the like.
CREATE TABLE amounts (
    position INTEGER PRIMARY KEY, document TEXT NOT NULL, span TEXT NOT NULL, kind TEXT NOT NULL,
    value REAL, low REAL, high REAL, unit TEXT, origin TEXT
);
