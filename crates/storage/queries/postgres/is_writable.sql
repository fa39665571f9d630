SELECT
    NOT pg_is_in_recovery()
    AND current_setting('default_transaction_read_only') = 'off' AS "is_writable!: bool",
    -- The timeline stands first in the name of a file of the log. A standby has none of its own.
    CASE
        WHEN pg_is_in_recovery() THEN 0
        ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int
    END AS "timeline!: i32"
