DELETE FROM sealed_part
WHERE
    post = $1 AND seq <= $2 AND reader >= $3 AND reader < $4
    AND EXISTS (
        SELECT 1 FROM act
        WHERE act.post = sealed_part.post AND act.seq = sealed_part.seq AND act.crossing IS NOT NULL
    )
