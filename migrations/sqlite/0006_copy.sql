-- The State whose lawful copy of the journal this is; nothing in the post's own database. Nothing is written in a copy.
ALTER TABLE post ADD COLUMN copy_of TEXT;
