DELETE FROM key_material
WHERE post = $1 AND state = $2 AND kind = $3 AND holder = $4 AND epoch = $5
