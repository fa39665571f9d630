INSERT INTO post (post, code, name, is_demonstration, founded_at, format)
VALUES ($1, $2, $3, $4, $5, $6)
