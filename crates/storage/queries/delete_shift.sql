DELETE FROM shift
WHERE post = $1 AND officer = $2
