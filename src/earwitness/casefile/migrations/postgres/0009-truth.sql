-- Whether a quotation differs gravely is a truth value; as a number, no case with a tape was kept.
ALTER TABLE tape_checks ALTER COLUMN grave TYPE BOOLEAN USING grave <> 0;
