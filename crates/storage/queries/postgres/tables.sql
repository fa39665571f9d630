SELECT count(*) AS "tables!: i64"
FROM information_schema.tables
WHERE table_schema = current_schema()
