SELECT count(*) FILTER (WHERE pg_cancel_backend(pg_stat_activity.pid)) AS "ended!: i64"
FROM pg_catalog.pg_stat_activity
WHERE pg_stat_activity.datname = current_database()
    AND pg_stat_activity.usename = session_user
    AND pg_stat_activity.wait_event = 'SyncRep'
    AND pg_stat_activity.query_start < clock_timestamp() - interval '4 seconds'
