DELETE FROM examination
WHERE post = $1 AND crossing = $2 AND examination = $3
