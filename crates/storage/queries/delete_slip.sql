DELETE FROM slip
WHERE post = $1 AND crossing = $2 AND serial = $3
