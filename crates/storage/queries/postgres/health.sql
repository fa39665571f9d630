SELECT
    current_setting('server_version') AS "version!: String",
    current_setting('data_checksums') = 'on' AS "has_checksums!: bool",
    clock_timestamp() AS "now!: DateTime<Utc>",
    current_setting('fsync') AS "fsync!: String",
    current_setting('full_page_writes') AS "full_page_writes!: String",
    current_setting('zero_damaged_pages') AS "zero_damaged_pages!: String",
    current_setting('max_connections')::bigint
    - current_setting('superuser_reserved_connections')::bigint
    -- PostgreSQL 16 and later.
    - coalesce(current_setting('reserved_connections', true)::bigint, 0) AS "connections!: i64",
    current_setting('server_encoding') AS "encoding!: String",
    -- Before the post is there, whoever asks is about to own it.
    (
        SELECT pg_roles.rolsuper
        FROM pg_catalog.pg_roles
        WHERE
            pg_roles.oid = coalesce(
                (SELECT pg_class.relowner FROM pg_catalog.pg_class WHERE pg_class.oid = to_regclass('act')),
                (SELECT asks.oid FROM pg_catalog.pg_roles AS asks WHERE asks.rolname = current_user)
            )
    ) AS "has_mighty_owner!: bool",
    current_setting('ssl') = 'on' AS "has_tls!: bool"
