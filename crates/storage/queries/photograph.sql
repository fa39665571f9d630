SELECT
    digest AS "digest!: Vec<u8>",
    seq AS "seq!: i64",
    state AS "state!: String",
    ciphertext AS "ciphertext!: Vec<u8>"
FROM photograph
WHERE post = $1 AND digest = $2
