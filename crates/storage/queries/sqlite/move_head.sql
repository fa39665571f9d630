UPDATE feed SET seq = $2, hash = $3, at = $4
WHERE post = $1
