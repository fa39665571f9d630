SELECT
    seq AS "seq!: i64",
    reader AS "reader!: String",
    epoch AS "epoch!: i32",
    ciphertext AS "ciphertext!: Vec<u8>"
FROM sealed_part
WHERE post = $1 AND reader = $2 AND seq IN (SELECT value FROM json_each($3))
