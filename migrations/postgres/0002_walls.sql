-- What stands between two States in one database. Each State is a group of login roles, one a workstation; whoever owns the
-- tables founds the post and can take every wall down again, which is found out by verification, not prevented here.
--
-- Everything asks `session_user`, which nobody but a superuser can change: never a setting, never `current_user`.

-- The group of roles that a State's workstations belong to.
CREATE TABLE state_role (
    post uuid NOT NULL,
    state text NOT NULL,
    role text NOT NULL,
    PRIMARY KEY (post, state),
    FOREIGN KEY (post) REFERENCES post (post),
    UNIQUE (role)
);

-- What a State's workstations may do with each table; with one that is not listed, nothing. A private table shows each
-- State its own rows alone.
CREATE TABLE wall (
    name text NOT NULL,
    is_private boolean NOT NULL,
    rights text NOT NULL,
    PRIMARY KEY (name)
);

-- Returns the State whose workstation asks; nothing for anybody else, and for whoever belongs to both.
CREATE FUNCTION own_state() RETURNS text LANGUAGE sql STABLE
RETURN (
    SELECT min(state_role.state)
    FROM state_role
    INNER JOIN pg_catalog.pg_roles ON pg_roles.rolname = state_role.role
    WHERE pg_has_role(session_user, pg_roles.oid, 'USAGE')
    HAVING count(*) = 1
);

-- Returns whether the one who asks owns the post's tables. Others than its owner may belong to the owning role.
CREATE FUNCTION owns_the_post() RETURNS boolean LANGUAGE sql STABLE
RETURN (
    SELECT pg_has_role(session_user, pg_class.relowner, 'MEMBER')
    FROM pg_catalog.pg_class
    WHERE pg_class.oid = 'act'::regclass
);

-- Returns whether a part is one that an act of the State that asks was signed with: for a reader of its own, or for the
-- other State's protection desk.
CREATE FUNCTION is_signed_part(the_post uuid, the_seq bigint, the_reader text, the_ciphertext bytea)
RETURNS boolean LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT 1
    FROM act
    WHERE act.post = the_post
        AND act.seq = the_seq
        AND act.state = own_state()
        AND (split_part(the_reader, '/', 1) = act.state OR split_part(the_reader, '/', 2) = 'protection')
        AND convert_from(act.header, 'UTF8')::json -> 'sealed' ->> the_reader = encode(sha256(the_ciphertext), 'hex')
);

-- Takes the counter of the journal: waits for the one who has it. Locking a row takes the right to change it, which no
-- State has.
CREATE FUNCTION take_counter() RETURNS SETOF feed LANGUAGE sql VOLATILE SECURITY DEFINER
BEGIN ATOMIC
    SELECT feed.post, feed.seq, feed.hash, feed.at FROM feed FOR UPDATE;
END;

-- Holds every new act against the journal before it and against its own header, whoever writes it; a workstation's also
-- against its State and the clock. Signature and procedure are the readers' to judge. What is wrong because somebody was first
-- is a unique violation, so that it is decided again.
CREATE FUNCTION check_act() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    head record;
    said record;
    last integer;
BEGIN
    IF new.state IS DISTINCT FROM own_state() AND NOT owns_the_post() THEN
        RAISE EXCEPTION 'an act is written by a workstation of its own State' USING ERRCODE = 'insufficient_privilege';
    END IF;

    SELECT feed.seq, feed.hash, feed.at, post.is_demonstration INTO head
    FROM feed
    INNER JOIN post ON post.post = feed.post
    WHERE feed.post = new.post
    FOR UPDATE OF feed;
    IF NOT FOUND OR new.seq <> head.seq + 1 THEN
        RAISE EXCEPTION 'an act takes the next number' USING ERRCODE = 'unique_violation';
    END IF;
    IF new.crossing IS NOT NULL THEN
        SELECT coalesce(max(act.version), 0) INTO last
        FROM act
        WHERE act.post = new.post AND act.crossing = new.crossing;
        IF new.version <> last + 1 THEN
            RAISE EXCEPTION 'an act takes the next version of its crossing' USING ERRCODE = 'unique_violation';
        END IF;
    END IF;

    IF new.hash <> sha256(new.header) THEN
        RAISE EXCEPTION 'the hash of an act is that of its header' USING ERRCODE = 'check_violation';
    END IF;
    SELECT
        header.post, header.seq, header.crossing, header.version, header.at, header.kind, header.state, header.agency,
        header.desk, header.officer, header.command, header.procedure, header.facts, header.previous
    INTO said
    FROM json_to_record(convert_from(new.header, 'UTF8')::json) AS header (
        post uuid, seq bigint, crossing uuid, version integer, at bigint, kind text, state text, agency text,
        desk text, officer text, command uuid, procedure text, facts text, previous text
    );
    IF said.previous IS DISTINCT FROM encode(head.hash, 'hex') THEN
        RAISE EXCEPTION 'an act follows the one before it' USING ERRCODE = 'check_violation';
    END IF;
    IF (said.post, said.seq, said.kind, said.state, said.agency, said.desk, said.officer, said.command)
        IS DISTINCT FROM
        (new.post, new.seq, new.kind, new.state, new.agency, new.desk, new.officer, new.command)
        OR (said.crossing, said.version) IS DISTINCT FROM (new.crossing, new.version)
        OR said.at IS DISTINCT FROM extract(epoch FROM new.at) * 1000
    THEN
        RAISE EXCEPTION 'the columns of an act say what its header says' USING ERRCODE = 'check_violation';
    END IF;
    -- Facts that were lawfully erased leave their digest behind: so they are when a post is restored.
    IF said.procedure IS DISTINCT FROM encode(sha256(new.procedure), 'hex')
        OR (new.facts IS NOT NULL OR NOT owns_the_post())
        AND said.facts IS DISTINCT FROM encode(sha256(new.facts), 'hex')
    THEN
        RAISE EXCEPTION 'the parts of an act are the ones that were signed' USING ERRCODE = 'check_violation';
    END IF;

    IF NOT head.is_demonstration AND NOT owns_the_post() AND (
        new.at < head.at OR abs(extract(epoch FROM new.at - clock_timestamp())) > 2
    ) THEN
        RAISE EXCEPTION 'an act is written when it is done' USING ERRCODE = 'BP001';
    END IF;
    RETURN new;
END
$$;

-- Moves the counter to the act that was added, and says "look" once this is committed. Not before it was added: an insertion
-- that gives way to a conflict adds nothing.
CREATE FUNCTION move_counter() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE feed SET seq = new.seq, hash = new.hash, at = new.at
    WHERE feed.post = new.post AND feed.seq = new.seq - 1;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'an act takes the next number' USING ERRCODE = 'unique_violation';
    END IF;
    PERFORM pg_notify('osbp_feed', '');
    RETURN NULL;
END
$$;

CREATE TRIGGER act_is_checked BEFORE INSERT ON act
FOR EACH ROW EXECUTE FUNCTION check_act();

CREATE TRIGGER act_moves_the_counter AFTER INSERT ON act
FOR EACH ROW EXECUTE FUNCTION move_counter();

-- Gives each State the rows of a private table whose column `state` names it, and lists the table. A migration that adds such
-- a table calls this.
CREATE FUNCTION wall_in(the_table regclass, the_rights text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', the_table);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', the_table);
    EXECUTE format(
        'CREATE POLICY own_rows ON %s USING (state = (SELECT own_state()) OR (SELECT owns_the_post()))', the_table
    );
    INSERT INTO wall (name, is_private, rights)
    SELECT pg_class.relname, true, the_rights
    FROM pg_catalog.pg_class
    WHERE pg_class.oid = the_table;
END
$$;

-- Lists a table that both States read. A migration that adds such a table calls this.
CREATE FUNCTION leave_open(the_table regclass, the_rights text) RETURNS void LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO wall (name, is_private, rights)
    SELECT pg_class.relname, false, the_rights
    FROM pg_catalog.pg_class
    WHERE pg_class.oid = the_table;
END;

-- Makes the group of each State where it is missing, and grants what is listed; called when a post is founded and after every
-- migration. Groups belong to the whole server, so the post's code and the end of its id are in their names.
CREATE FUNCTION raise_walls(states text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name_of_post text;
    one text;
    the_role text;
    listed record;
BEGIN
    IF NOT pg_has_role(
        current_user,
        (SELECT pg_database.datdba FROM pg_catalog.pg_database WHERE pg_database.datname = current_database()),
        'USAGE'
    ) THEN
        RAISE EXCEPTION 'the walls are raised by whoever owns the database' USING ERRCODE = 'BP002';
    END IF;
    SELECT lower(regexp_replace(post.code, '[^A-Za-z0-9]', '', 'g')) || '_' || right(post.post::text, 12)
    INTO STRICT name_of_post
    FROM post;

    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC', current_schema());
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM PUBLIC', current_schema());
    EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA %I FROM PUBLIC', current_schema());
    EXECUTE format('REVOKE ALL ON ALL ROUTINES IN SCHEMA %I FROM PUBLIC', current_schema());

    FOREACH one IN ARRAY states LOOP
        the_role := 'osbp_' || name_of_post || '_' || lower(one);
        IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE pg_roles.rolname = the_role) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', the_role);
            EXCEPTION
                WHEN duplicate_object OR unique_violation THEN NULL;
                WHEN insufficient_privilege THEN
                    RAISE EXCEPTION 'the walls are raised by somebody who may make roles' USING ERRCODE = 'BP002';
            END;
        END IF;
        INSERT INTO state_role (post, state, role)
        SELECT post.post, one, the_role FROM post
        ON CONFLICT DO NOTHING;
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), the_role);
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), the_role);
        FOR listed IN SELECT wall.name, wall.rights FROM wall LOOP
            EXECUTE format('REVOKE ALL ON TABLE %I FROM %I', listed.name, the_role);
            EXECUTE format('GRANT %s ON TABLE %I TO %I', listed.rights, listed.name, the_role);
        END LOOP;
        EXECUTE format('GRANT EXECUTE ON FUNCTION own_state() TO %I', the_role);
        EXECUTE format('GRANT EXECUTE ON FUNCTION owns_the_post() TO %I', the_role);
        EXECUTE format('GRANT EXECUTE ON FUNCTION is_signed_part(uuid, bigint, text, bytea) TO %I', the_role);
        EXECUTE format('GRANT EXECUTE ON FUNCTION take_counter() TO %I', the_role);
    END LOOP;
END
$$;

-- Makes the login role of a workstation of a State and returns its name. The verifier is what the server keeps of a password
-- (SCRAM-SHA-256), so that no log has the password itself. The limit keeps one workstation from taking every connection.
CREATE FUNCTION add_workstation(the_state text, the_name text, the_verifier text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    the_group text;
BEGIN
    SELECT state_role.role INTO the_group FROM state_role WHERE state_role.state = the_state;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the post has no such State' USING ERRCODE = 'no_data_found';
    END IF;
    EXECUTE format(
        'CREATE ROLE %I LOGIN INHERIT CONNECTION LIMIT 40 PASSWORD %L IN ROLE %I',
        the_group || '_' || the_name, the_verifier, the_group
    );
    RETURN the_group || '_' || the_name;
EXCEPTION
    WHEN duplicate_object THEN
        RAISE EXCEPTION 'there is a workstation of that name' USING ERRCODE = 'unique_violation';
    WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'a workstation is enrolled by somebody who may make roles' USING ERRCODE = 'BP002';
END
$$;

-- Returns the login roles of both States.
CREATE FUNCTION workstations() RETURNS TABLE (state text, role text, login text, connections bigint) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT
        state_role.state,
        state_role.role,
        member.rolname::text,
        (
            SELECT count(*)
            FROM pg_catalog.pg_stat_activity
            WHERE pg_stat_activity.usesysid = member.oid AND pg_stat_activity.datname = current_database()
        )
    FROM state_role
    INNER JOIN pg_catalog.pg_roles AS the_group ON the_group.rolname = state_role.role
    INNER JOIN pg_catalog.pg_auth_members ON pg_auth_members.roleid = the_group.oid
    INNER JOIN pg_catalog.pg_roles AS member ON member.oid = pg_auth_members.member
    WHERE member.rolcanlogin AND starts_with(member.rolname, state_role.role || '_')
    ORDER BY state_role.state, member.rolname;
END;

-- Takes a workstation's rights away at once, whoever is connected, and its login role with them; returns whether there was
-- one. A role that has left large objects behind stays, and can neither sign in nor read anything.
CREATE FUNCTION remove_workstation(the_login text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    the_group text;
BEGIN
    SELECT workstations.role INTO the_group FROM workstations() WHERE workstations.login = the_login;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', the_login);
    EXECUTE format('REVOKE %I FROM %I', the_group, the_login);
    BEGIN
        EXECUTE format('DROP ROLE %I', the_login);
    EXCEPTION
        WHEN dependent_objects_still_exist THEN NULL;
    END;
    RETURN true;
EXCEPTION
    WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'a workstation is withdrawn by somebody who may make roles' USING ERRCODE = 'BP002';
END
$$;

-- What runs with the owner's rights finds the post's tables and nothing else of that name.
DO $$
BEGIN
    EXECUTE format('ALTER FUNCTION check_act() SET search_path = pg_catalog, %I, pg_temp', current_schema());
    EXECUTE format('ALTER FUNCTION move_counter() SET search_path = pg_catalog, %I, pg_temp', current_schema());
END
$$;

-- A sealed part is read by its reader's State and written with an act of the own one; its own name is "State/circle".
ALTER TABLE sealed_part ENABLE ROW LEVEL SECURITY;
ALTER TABLE sealed_part FORCE ROW LEVEL SECURITY;

CREATE POLICY own_readers ON sealed_part FOR SELECT
USING (split_part(reader, '/', 1) = (SELECT own_state()) OR (SELECT owns_the_post()));

CREATE POLICY own_acts ON sealed_part FOR INSERT
WITH CHECK ((SELECT owns_the_post()) OR is_signed_part(post, seq, reader, ciphertext));

CREATE POLICY erasure ON sealed_part FOR DELETE
USING ((SELECT owns_the_post()));

INSERT INTO wall (name, is_private, rights) VALUES ('sealed_part', true, 'SELECT, INSERT');
SELECT wall_in('key_material', 'SELECT, INSERT, UPDATE, DELETE');
SELECT wall_in('sealed_document', 'SELECT, INSERT');

-- What ciphertext can be compressed to would be seen in the size of its table.
ALTER TABLE sealed_part ALTER COLUMN ciphertext SET STORAGE EXTERNAL;
ALTER TABLE sealed_document ALTER COLUMN ciphertext SET STORAGE EXTERNAL;
ALTER TABLE key_material ALTER COLUMN content SET STORAGE EXTERNAL;

SELECT leave_open('act', 'SELECT, INSERT');
SELECT leave_open('_sqlx_migrations', 'SELECT');
SELECT leave_open('feed', 'SELECT');
SELECT leave_open('post', 'SELECT');
SELECT leave_open('state_role', 'SELECT');
SELECT leave_open('wall', 'SELECT');

-- Projections follow from the journal: a workstation that spoils them is found out, and the next commit mends them.
SELECT leave_open(projection::regclass, 'SELECT, INSERT, UPDATE, DELETE')
FROM unnest(ARRAY[
    'claim', 'claim_step', 'crossing', 'crossing_word', 'declaration', 'declaration_item', 'examination', 'notice',
    'officer', 'serial', 'shift', 'slip', 'step', 'subject'
]) AS projection;
