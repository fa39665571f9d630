SELECT
    state AS "state!: String",
    page AS "page!: i64",
    at AS "at!: DateTime<Utc>",
    officer AS "officer!: String",
    epoch AS "epoch!: i32",
    header AS "header!: Vec<u8>",
    ciphertext AS "ciphertext?: Vec<u8>",
    hash AS "hash!: Vec<u8>",
    signature AS "signature!: Vec<u8>"
FROM own_page
WHERE post = $1 AND state = $2
ORDER BY page DESC
LIMIT 1
