-- Spells how the server counts what came in: before that it takes every table for empty, and plans to read it so.
SELECT format('ANALYZE %I', class.relname) AS "statement!: String"
FROM pg_class AS class
WHERE
    class.relnamespace = current_schema()::regnamespace
    AND class.relkind = 'r'
    AND class.relname NOT IN ('_sqlx_migrations', 'feed', 'state_role', 'wall')
