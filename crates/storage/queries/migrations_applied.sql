SELECT
    version AS "version!: i64",
    success AS "success!: bool",
    checksum AS "checksum!: Vec<u8>"
FROM _sqlx_migrations
ORDER BY version
