INSERT INTO advance_list (post, state, list, ends_at, epoch, ciphertext)
VALUES ($1, $2, $3, $4, $5, $6)
