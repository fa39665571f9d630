SELECT
    key AS "key!: Uuid",
    officer AS "officer!: String",
    digest AS "digest!: Vec<u8>",
    first_seq AS "first_seq!: i64",
    last_seq AS "last_seq!: i64",
    crossing AS "crossing?: Uuid",
    version AS "version?: i32"
FROM command
WHERE post = $1 AND key = $2
