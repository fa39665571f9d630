DELETE FROM claim_step
WHERE post = $1 AND crossing = $2 AND step = $3
