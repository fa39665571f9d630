SELECT description, checksum FROM _sqlx_migrations WHERE version = 1
