-- What the walls ask at every act, in a language whose plans a connection keeps: planned anew at each question, they took longer
-- than the act itself, and everybody waits for the counter meanwhile. What they answer is what it was.

-- Returns the State whose workstation asks; nothing for anybody else, and for whoever belongs to both.
CREATE OR REPLACE FUNCTION own_state() RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT min(state_role.state)
        FROM state_role
        WHERE pg_has_role(session_user, to_regrole(quote_ident(state_role.role)), 'USAGE')
        HAVING count(*) = 1
    );
END
$$;

-- Returns whether the one who asks owns the post's tables. Others than its owner may belong to the owning role.
CREATE OR REPLACE FUNCTION owns_the_post() RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT pg_has_role(session_user, pg_class.relowner, 'MEMBER')
        FROM pg_catalog.pg_class
        WHERE pg_class.oid = 'act'::regclass
    );
END
$$;

-- Returns whether a part is one that an act of the State that asks was signed with: for a reader of its own, or for the
-- other State's protection desk.
CREATE OR REPLACE FUNCTION is_signed_part(the_post uuid, the_seq bigint, the_reader text, the_ciphertext bytea)
RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1
        FROM act
        WHERE act.post = the_post
            AND act.seq = the_seq
            AND act.state = own_state()
            AND (split_part(the_reader, '/', 1) = act.state OR split_part(the_reader, '/', 2) = 'protection')
            AND convert_from(act.header, 'UTF8')::json -> 'sealed' ->> the_reader = encode(sha256(the_ciphertext), 'hex')
    );
END
$$;

-- They find the post's tables and nothing else of that name, whatever whoever asks has set or made.
DO $$
BEGIN
    EXECUTE format('ALTER FUNCTION own_state() SET search_path = pg_catalog, %I, pg_temp', current_schema());
    EXECUTE format('ALTER FUNCTION owns_the_post() SET search_path = pg_catalog, %I, pg_temp', current_schema());
    EXECUTE format(
        'ALTER FUNCTION is_signed_part(uuid, bigint, text, bytea) SET search_path = pg_catalog, %I, pg_temp',
        current_schema()
    );
END
$$;
