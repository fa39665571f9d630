-- CROSS JOIN and the plus keep SQLite from walking through the whole journal by number: open crossings are few, the
-- journal is long.
SELECT
    sealed_part.seq AS "seq!: i64",
    sealed_part.reader AS "reader!: String",
    sealed_part.epoch AS "epoch!: i32",
    sealed_part.ciphertext AS "ciphertext!: Vec<u8>"
FROM crossing
CROSS JOIN act
CROSS JOIN sealed_part
WHERE crossing.post = $1
    AND crossing.closed_at IS NULL
    AND act.post = crossing.post
    AND act.crossing = crossing.id
    AND +act.seq <= $3
    AND sealed_part.post = act.post
    AND sealed_part.reader = $2
    AND sealed_part.seq = act.seq
ORDER BY act.seq
