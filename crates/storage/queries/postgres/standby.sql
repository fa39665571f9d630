SELECT
    current_setting('synchronous_standby_names') <> '' AS "is_wanted!: bool",
    -- As far as anybody sees: one of that name is connected.
    EXISTS (
        SELECT 1
        FROM pg_catalog.pg_stat_replication
        WHERE position('*' IN current_setting('synchronous_standby_names')) > 0
            OR pg_stat_replication.application_name <> ''
            AND position(pg_stat_replication.application_name IN current_setting('synchronous_standby_names')) > 0
    ) AS "is_there!: bool",
    coalesce(has_function_privilege(to_regprocedure('standby_is_there()'), 'EXECUTE'), false) AS "knows_more!: bool",
    clock_timestamp() AS "now!: DateTime<Utc>"
