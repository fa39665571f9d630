-- Spells the statement that reads each table in the order of its key.
SELECT
    class.relname::text AS "table!: String",
    (
        SELECT string_agg(col.attname::text, ',' ORDER BY col.attname::text COLLATE "C")
        FROM pg_attribute AS col
        WHERE col.attrelid = class.oid AND col.attnum > 0 AND NOT col.attisdropped
    ) AS "columns!: String",
    format(
        'SELECT %s FROM %I ORDER BY %s',
        (
            SELECT string_agg(quote_ident(col.attname), ', ' ORDER BY col.attname::text COLLATE "C")
            FROM pg_attribute AS col
            WHERE col.attrelid = class.oid AND col.attnum > 0 AND NOT col.attisdropped
        ),
        class.relname,
        (
            SELECT string_agg(quote_ident(col.attname), ', ' ORDER BY part.place)
            FROM pg_index AS index
            CROSS JOIN LATERAL unnest(index.indkey) WITH ORDINALITY AS part (attnum, place)
            INNER JOIN pg_attribute AS col ON col.attrelid = class.oid AND col.attnum = part.attnum
            WHERE index.indrelid = class.oid AND index.indisprimary
        )
    ) AS "statement!: String"
FROM pg_class AS class
WHERE
    class.relnamespace = current_schema()::regnamespace
    AND class.relkind = 'r'
    -- The row that writers lock here follows from the last act, and the walls are raised again where a post is put.
    AND class.relname NOT IN ('_sqlx_migrations', 'feed', 'state_role', 'wall')
ORDER BY class.relname::text COLLATE "C"
