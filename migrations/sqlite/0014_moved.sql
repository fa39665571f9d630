-- Where the post was moved to; nothing in the database that it is in. Nobody works on in one that it was moved from.
ALTER TABLE post ADD COLUMN moved_to TEXT;
