SELECT
    current_setting('server_version') AS "version!: String",
    current_setting('data_checksums') = 'on' AS "has_checksums!: bool",
    clock_timestamp() AS "now!: DateTime<Utc>",
    current_setting('fsync') AS "fsync!: String",
    current_setting('full_page_writes') AS "full_page_writes!: String",
    current_setting('zero_damaged_pages') AS "zero_damaged_pages!: String"
