SELECT relname::text, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)
FROM pg_catalog.pg_stat_user_tables
WHERE NOT EXISTS (
    SELECT 1
    FROM pg_catalog.pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
)
ORDER BY relname
