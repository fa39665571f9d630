UPDATE own_page SET ciphertext = NULL
WHERE post = $1 AND state = $2 AND at < $3 AND ciphertext IS NOT NULL
