-- Stretches of a report by language (JSON), when the page was last changed, and its section.
ALTER TABLE documents ADD COLUMN passages TEXT NOT NULL DEFAULT '[]';
ALTER TABLE documents ADD COLUMN updated TEXT;
ALTER TABLE documents ADD COLUMN section TEXT;
