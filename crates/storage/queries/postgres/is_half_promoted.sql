SELECT
    CASE
        -- Nobody else may promote, or see whom it followed.
        WHEN pg_has_role(current_user, 'pg_read_all_settings', 'USAGE')
            THEN NOT pg_is_in_recovery()
                AND current_setting('primary_conninfo') <> ''
                AND current_setting('synchronous_standby_names') <> ''
                AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_stat_replication)
        ELSE false
    END AS "is_half_promoted!: bool"
