SELECT
    state AS "state!: String",
    name AS "name!: String",
    version AS "version!: i64",
    epoch AS "epoch!: i32",
    ciphertext AS "ciphertext!: Vec<u8>"
FROM sealed_document
WHERE post = $1 AND state = $2 AND name = $3
ORDER BY version DESC
LIMIT 1
