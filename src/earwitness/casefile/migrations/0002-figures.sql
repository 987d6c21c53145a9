-- What a figure is beside the others: new, cumulative or a correction; and of which it is a part.

ALTER TABLE figures ADD COLUMN tally TEXT;
ALTER TABLE figures ADD COLUMN part_of TEXT;
