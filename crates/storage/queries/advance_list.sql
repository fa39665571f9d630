SELECT
    state AS "state!: String",
    list AS "list!: Uuid",
    ends_at AS "ends_at!: DateTime<Utc>",
    epoch AS "epoch!: i32",
    ciphertext AS "ciphertext!: Vec<u8>"
FROM advance_list
WHERE post = $1 AND state = $2 AND list = $3
