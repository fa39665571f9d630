SELECT
    seq AS "seq!: i64",
    reader AS "reader!: String",
    epoch AS "epoch!: i32",
    ciphertext AS "ciphertext!: Vec<u8>"
FROM sealed_part
WHERE post = $1 AND seq > $2 AND seq <= $3
ORDER BY seq
