SELECT
    serial AS "serial!: String",
    subject AS "subject!: i32",
    state AS "state!: String",
    issued_at AS "issued_at!: DateTime<Utc>",
    served AS "served?: String"
FROM notice
WHERE post = $1 AND crossing = $2
ORDER BY serial
