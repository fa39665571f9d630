-- Spells the statement that adds a row to each table.
SELECT
    list.name || '' AS "table!: String",
    (SELECT group_concat(info.name, ',' ORDER BY info.name) FROM pragma_table_info(list.name) AS info)
    || '' AS "columns!: String",
    format(
        'INSERT INTO "%w" (%s) VALUES (%s)',
        list.name,
        (SELECT group_concat(format('"%w"', info.name), ', ' ORDER BY info.name) FROM pragma_table_info(list.name) AS info),
        (SELECT group_concat('?', ', ') FROM pragma_table_info(list.name) AS info)
    ) AS "statement!: String"
FROM pragma_table_list AS list
WHERE list.schema = 'main' AND list.type = 'table' AND list.name NOT LIKE 'sqlite%' AND list.name <> '_sqlx_migrations'
