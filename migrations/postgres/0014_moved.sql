-- Where the post was moved to; nothing in the database that it is in. Nobody works on in one that it was moved from.
ALTER TABLE post ADD COLUMN moved_to text;

-- Takes the counter of the journal as before. Every write begins with it, and the post moves with the counter in hand: so whoever
-- has it and finds the post here writes before it moves.
CREATE OR REPLACE FUNCTION take_counter() RETURNS SETOF feed LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $$
BEGIN
    RETURN QUERY SELECT feed.post, feed.seq, feed.hash, feed.at FROM feed FOR UPDATE;
    IF EXISTS (SELECT 1 FROM post WHERE post.moved_to IS NOT NULL) THEN
        RAISE EXCEPTION 'the post was moved' USING ERRCODE = 'BP003';
    END IF;
END
$$;

-- What runs with the owner's rights finds the post's tables and nothing else of that name.
DO $$
BEGIN
    EXECUTE format('ALTER FUNCTION take_counter() SET search_path = pg_catalog, %I, pg_temp', current_schema());
END
$$;
