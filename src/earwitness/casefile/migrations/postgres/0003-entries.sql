-- The entries of a live page (JSON: span, published, byline); null where a page is not live.
ALTER TABLE documents ADD COLUMN entries TEXT;
