SELECT
    seq AS "seq!: i64",
    reader AS "reader!: String",
    epoch AS "epoch!: i32",
    ciphertext AS "ciphertext!: Vec<u8>"
FROM sealed_part
WHERE post = $1
    AND reader = $2
    AND seq IN (
        SELECT act.seq
        FROM act
        INNER JOIN crossing ON act.post = crossing.post AND act.crossing = crossing.id
        WHERE act.post = $1 AND act.seq <= $3 AND crossing.closed_at IS NULL
    )
ORDER BY seq
