-- Spells the statement that reads each table in the order of its key. A table comes before those that refer to it.
WITH RECURSIVE
    own (name) AS (
        SELECT list.name
        FROM pragma_table_list AS list
        WHERE
            list.schema = 'main'
            AND list.type = 'table'
            AND list.name NOT LIKE 'sqlite%'
            AND list.name <> '_sqlx_migrations'
    ),
    refers (child, parent) AS (
        SELECT DISTINCT own.name, key."table"
        FROM own, pragma_foreign_key_list(own.name) AS key
        WHERE key."table" <> own.name
    ),
    place (name, depth) AS (
        SELECT own.name, 0 FROM own
        UNION
        SELECT refers.child, place.depth + 1 FROM place INNER JOIN refers ON refers.parent = place.name
    )
SELECT
    own.name || '' AS "table!: String",
    (SELECT group_concat(info.name, ',' ORDER BY info.name) FROM pragma_table_info(own.name) AS info)
    || '' AS "columns!: String",
    format(
        'SELECT %s FROM "%w" ORDER BY %s',
        (SELECT group_concat(format('"%w"', info.name), ', ' ORDER BY info.name) FROM pragma_table_info(own.name) AS info),
        own.name,
        (
            SELECT group_concat(format('"%w"', info.name), ', ' ORDER BY info.pk)
            FROM pragma_table_info(own.name) AS info
            WHERE info.pk > 0
        )
    ) AS "statement!: String"
FROM own
ORDER BY (SELECT max(place.depth) FROM place WHERE place.name = own.name), own.name
