DELETE FROM officer
WHERE post = $1
