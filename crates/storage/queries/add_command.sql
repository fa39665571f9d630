INSERT INTO command (post, key, officer, digest, first_seq, last_seq, crossing, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
