SELECT
    pg_class.relname::text,
    (
        SELECT string_agg(pg_attribute.attname || ' ' || format_type(pg_attribute.atttypid, NULL), ', ' ORDER BY attnum)
        FROM pg_attribute
        WHERE pg_attribute.attrelid = pg_class.oid AND pg_attribute.attnum > 0
    )
FROM pg_class
WHERE pg_class.relnamespace = current_schema()::regnamespace AND pg_class.relkind <> 'i'
ORDER BY pg_class.relname = 'act' DESC, pg_class.relname
