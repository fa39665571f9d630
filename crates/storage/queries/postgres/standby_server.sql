SELECT
    pg_is_in_recovery() AS "is_standby!: bool",
    nullif(receiver.sender_host, '') AS "follows?: String",
    coalesce(receiver.status = 'streaming', false) AS "is_following!: bool",
    pg_last_xact_replay_timestamp() AS "last_change?: DateTime<Utc>",
    pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())::bigint AS "unread_bytes?: i64",
    clock_timestamp() AS "now!: DateTime<Utc>"
FROM (VALUES (1)) AS one (one)
LEFT JOIN pg_catalog.pg_stat_wal_receiver AS receiver ON true
