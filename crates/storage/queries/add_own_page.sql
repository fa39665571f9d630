INSERT INTO own_page (post, state, page, at, officer, epoch, header, ciphertext, hash, signature)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
