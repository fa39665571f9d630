INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
VALUES (1, $1, true, $2, 0)
