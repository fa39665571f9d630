DELETE FROM declaration_item
WHERE post = $1 AND crossing = $2 AND subject = $3 AND item = $4
