INSERT INTO photograph (post, digest, seq, state, ciphertext)
VALUES ($1, $2, $3, $4, $5)
