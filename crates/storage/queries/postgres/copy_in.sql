-- Spells the statement that adds rows to each table, a list for each column, with the types of its columns.
WITH part AS (
    SELECT
        class.oid,
        class.relname,
        col.attname::text AS name,
        format_type(col.atttypid, NULL) AS kind,
        row_number() OVER (PARTITION BY class.oid ORDER BY col.attname::text COLLATE "C") AS place
    FROM pg_class AS class
    INNER JOIN pg_attribute AS col ON col.attrelid = class.oid AND col.attnum > 0 AND NOT col.attisdropped
    WHERE
        class.relnamespace = current_schema()::regnamespace
        AND class.relkind = 'r'
        AND class.relname NOT IN ('_sqlx_migrations', 'feed', 'state_role', 'wall')
)
SELECT
    part.relname::text AS "table!: String",
    string_agg(part.name, ',' ORDER BY part.place) AS "columns!: String",
    string_agg(part.kind, ',' ORDER BY part.place) AS "kinds!: String",
    format(
        'INSERT INTO %I (%s) SELECT * FROM unnest(%s)',
        part.relname,
        string_agg(quote_ident(part.name), ', ' ORDER BY part.place),
        string_agg('$' || part.place || '::' || part.kind || '[]', ', ' ORDER BY part.place)
    ) AS "statement!: String"
FROM part
GROUP BY part.oid, part.relname
