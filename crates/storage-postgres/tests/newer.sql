INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
VALUES (9999, 'of a later version', TRUE, '\x00', 0);
