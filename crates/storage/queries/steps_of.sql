SELECT
    step AS "step!: i32",
    subject AS "subject!: i32",
    position AS "position!: i32",
    side AS "side!: String",
    state AS "state!: String",
    agency AS "agency!: String",
    control AS "control!: String",
    status AS "status!: String",
    officer AS "officer?: String",
    desk AS "desk?: String",
    since AS "since!: DateTime<Utc>"
FROM step
WHERE post = $1 AND crossing = $2
ORDER BY step
