INSERT INTO sealed_part (post, seq, reader, epoch, ciphertext)
VALUES ($1, $2, $3, $4, $5), ($1, $2, $6, $7, $8)
