SELECT DISTINCT holders.usename::text
FROM pg_stat_activity AS waiting
CROSS JOIN LATERAL unnest(pg_blocking_pids(waiting.pid)) AS held (pid)
INNER JOIN pg_stat_activity AS holders ON holders.pid = held.pid
WHERE waiting.datname = current_database()
