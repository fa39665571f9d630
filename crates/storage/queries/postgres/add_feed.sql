INSERT INTO feed (post, seq, hash, at)
VALUES ($1, $2, $3, $4)
