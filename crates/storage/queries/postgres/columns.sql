SELECT
    table_name AS "table!: String",
    column_name AS "column!: String",
    data_type AS "kind!: String",
    is_nullable = 'YES' AS "is_nullable!: bool"
FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name <> '_sqlx_migrations'
ORDER BY table_name COLLATE "C", column_name COLLATE "C"
