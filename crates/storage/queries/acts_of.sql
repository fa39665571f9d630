-- The plus keeps SQLite from walking through the whole journal by number; a crossing has few acts to sort.
SELECT
    seq AS "seq!: i64",
    crossing AS "crossing?: Uuid",
    version AS "version?: i32",
    at AS "at!: DateTime<Utc>",
    kind AS "kind!: String",
    state AS "state!: String",
    agency AS "agency!: String",
    desk AS "desk!: String",
    officer AS "officer!: String",
    command AS "command!: Uuid",
    header AS "header!: Vec<u8>",
    procedure AS "procedure!: Vec<u8>",
    facts AS "facts?: Vec<u8>",
    hash AS "hash!: Vec<u8>",
    signature AS "signature!: Vec<u8>"
FROM act
WHERE post = $1 AND crossing = $2
ORDER BY +seq
