SELECT
    officer AS "officer!: String",
    state AS "state!: String",
    desk AS "desk!: String",
    opened_at AS "opened_at!: DateTime<Utc>"
FROM shift
WHERE post = $1
ORDER BY officer
