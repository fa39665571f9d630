-- The server tells everybody how many rows were added, changed and taken away in every table, and about how many there are.
SELECT
    pg_stat_user_tables.relname || ': added ' || n_tup_ins || ', changed ' || n_tup_upd || ', deleted ' || n_tup_del
    || ', there are ' || pg_class.reltuples
FROM pg_stat_user_tables
INNER JOIN pg_class ON pg_class.oid = pg_stat_user_tables.relid
ORDER BY pg_stat_user_tables.relname
