-- Expressions, because the statement checker looks for a stored column behind a bare name.
SELECT
    list.name || '' AS "table!: String",
    info.name || '' AS "column!: String",
    info.type || '' AS "kind!: String",
    info."notnull" = 0 AS "is_nullable!: bool"
FROM pragma_table_list AS list, pragma_table_info(list.name) AS info
WHERE list.schema = 'main' AND list.type = 'table' AND list.name NOT LIKE 'sqlite%' AND list.name <> '_sqlx_migrations'
ORDER BY list.name, info.name
