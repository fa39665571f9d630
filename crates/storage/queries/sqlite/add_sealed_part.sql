INSERT INTO sealed_part (post, seq, reader, epoch, ciphertext)
VALUES ($1, $2, $3, $4, $5)
