-- Returns whether a standby that commits wait for follows and confirms what is written. One that is copied, or catches up, is
-- connected and confirms nothing. Only who may read all statistics sees that: the owner does where a standby is set up
-- (assets/postgres/standby.sh). Where he does not there is none, as far as anybody knows.
CREATE FUNCTION standby_is_there() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1
        FROM pg_catalog.pg_stat_replication
        WHERE pg_stat_replication.state = 'streaming' AND pg_stat_replication.sync_state IN ('sync', 'quorum')
    );
END
$$;

-- Ends the waits for a standby, of commits that have waited for long, whoever began them; returns how many. While the standby
-- is there they have to have waited for a minute: one State's workstation does not take the second disk from another's act. A
-- commit that waits holds the counter, and with it everybody up: its own workstation ends it, unless that broke down meanwhile.
-- It takes what the owner is given where a standby is set up (assets/postgres/standby.sh), and does nothing elsewhere. A commit
-- whose wait is ended is done.
CREATE FUNCTION end_waits_for_standby() RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $$
DECLARE
    has_to_wait interval;
BEGIN
    IF NOT (
        pg_has_role(current_user, 'pg_signal_backend', 'USAGE') AND pg_has_role(current_user, 'pg_read_all_stats', 'USAGE')
    ) THEN
        RETURN 0;
    END IF;
    has_to_wait := CASE WHEN standby_is_there() THEN interval '60 seconds' ELSE interval '10 seconds' END;
    RETURN (
        SELECT count(*) FILTER (WHERE pg_cancel_backend(pg_stat_activity.pid))
        FROM pg_catalog.pg_stat_activity
        INNER JOIN pg_catalog.pg_roles ON pg_roles.oid = pg_stat_activity.usesysid
        WHERE pg_stat_activity.datname = current_database()
            AND NOT pg_roles.rolsuper
            AND pg_stat_activity.wait_event = 'SyncRep'
            AND pg_stat_activity.query_start < clock_timestamp() - has_to_wait
    );
END
$$;

-- What runs with the owner's rights finds the post's tables and nothing else of that name.
DO $$
BEGIN
    EXECUTE format('ALTER FUNCTION standby_is_there() SET search_path = pg_catalog, %I, pg_temp', current_schema());
    EXECUTE format('ALTER FUNCTION end_waits_for_standby() SET search_path = pg_catalog, %I, pg_temp', current_schema());
END
$$;

-- The walls of before, and what came since for each State to call.
ALTER FUNCTION raise_walls(text[]) RENAME TO raise_first_walls;

CREATE FUNCTION raise_walls(states text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    the_role text;
BEGIN
    PERFORM raise_first_walls(states);
    FOR the_role IN SELECT state_role.role FROM state_role LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION standby_is_there() TO %I', the_role);
        EXECUTE format('GRANT EXECUTE ON FUNCTION end_waits_for_standby() TO %I', the_role);
    END LOOP;
END
$$;
