SELECT
    state AS "state!: String",
    kind AS "kind!: String",
    holder AS "holder!: String",
    epoch AS "epoch!: i32",
    content AS "content!: Vec<u8>"
FROM key_material
WHERE post = $1 AND state = $2 AND kind = $3 AND holder = $4
ORDER BY epoch
