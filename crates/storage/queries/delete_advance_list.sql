DELETE FROM advance_list
WHERE post = $1 AND state = $2 AND list = $3
