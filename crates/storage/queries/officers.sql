SELECT
    officer AS "officer!: String",
    state AS "state!: String",
    agency AS "agency!: String",
    roles AS "roles!: String",
    valid_from AS "valid_from!: DateTime<Utc>",
    valid_until AS "valid_until?: DateTime<Utc>"
FROM officer
WHERE post = $1
ORDER BY officer
