DELETE FROM crossing
WHERE post = $1
