SELECT
    post AS "post!: Uuid",
    seq AS "seq!: i64",
    hash AS "hash!: Vec<u8>",
    at AS "at!: DateTime<Utc>"
FROM take_counter()
