INSERT INTO post (post, code, name, is_demonstration, founded_at, format, copy_of)
VALUES ($1, $2, $3, $4, $5, $6, $7)
