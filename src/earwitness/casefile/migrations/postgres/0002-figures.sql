-- What a figure is beside the others: new, cumulative or a correction; and of which it is a part.

ALTER TABLE figures ADD COLUMN tally TEXT;
ALTER TABLE figures ADD COLUMN part_of TEXT;

-- Figures held against each other, and those that count the same thing over time.

CREATE TABLE comparisons (
    position BIGINT PRIMARY KEY, id TEXT NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL,
    verdict TEXT NOT NULL, says TEXT NOT NULL, apart NUMERIC, origin TEXT
);

CREATE TABLE series (
    position BIGINT PRIMARY KEY, id TEXT NOT NULL, counted TEXT NOT NULL, "of" TEXT, party TEXT,
    place TEXT, figures TEXT NOT NULL, origin TEXT
);
