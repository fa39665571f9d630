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
FROM take_counter_and_read($1, $2)
