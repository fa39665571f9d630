DELETE FROM shift
WHERE post = $1
