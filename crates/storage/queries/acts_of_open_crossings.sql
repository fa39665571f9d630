-- CROSS JOIN and the plus keep SQLite from walking through the whole journal by number: open crossings are few, the
-- journal is long.
SELECT
    act.seq AS "seq!: i64",
    act.crossing AS "crossing?: Uuid",
    act.version AS "version?: i32",
    act.at AS "at!: DateTime<Utc>",
    act.kind AS "kind!: String",
    act.state AS "state!: String",
    act.agency AS "agency!: String",
    act.desk AS "desk!: String",
    act.officer AS "officer!: String",
    act.command AS "command!: Uuid",
    act.header AS "header!: Vec<u8>",
    act.procedure AS "procedure!: Vec<u8>",
    act.facts AS "facts?: Vec<u8>",
    act.hash AS "hash!: Vec<u8>",
    act.signature AS "signature!: Vec<u8>"
FROM crossing
CROSS JOIN act
WHERE crossing.post = $1
    AND crossing.closed_at IS NULL
    AND act.post = crossing.post
    AND act.crossing = crossing.id
    AND +act.seq <= $2
ORDER BY act.seq
