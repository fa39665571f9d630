-- The texts that the server's owner sees of what a State's workstations asked last.
SELECT query FROM pg_stat_activity WHERE usename LIKE '%\_uga\_%' AND query <> ''
