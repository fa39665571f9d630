DELETE FROM subject
WHERE post = $1 AND crossing = $2 AND subject = $3
