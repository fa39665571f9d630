INSERT INTO sealed_document (post, state, name, version, epoch, ciphertext)
VALUES ($1, $2, $3, $4, $5, $6)
