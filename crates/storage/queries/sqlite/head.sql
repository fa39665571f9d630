SELECT
    post.post AS "post!: Uuid",
    coalesce(act.seq, 0) AS "seq!: i64",
    coalesce(act.hash, zeroblob(32)) AS "hash!: Vec<u8>",
    coalesce(act.at, post.founded_at) AS "at!: DateTime<Utc>"
FROM post
LEFT JOIN act ON act.seq = (SELECT max(seq) FROM act)
