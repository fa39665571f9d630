DELETE FROM advance_list
WHERE post = $1 AND ends_at <= $2
