UPDATE subject SET phase = $4
WHERE post = $1 AND crossing = $2 AND subject = $3
