DELETE FROM notice
WHERE post = $1 AND crossing = $2 AND serial = $3
