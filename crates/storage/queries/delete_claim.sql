DELETE FROM claim
WHERE post = $1 AND crossing = $2 AND officer = $3
