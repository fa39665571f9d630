SELECT
    serial AS "serial!: String",
    issued_at AS "issued_at!: DateTime<Utc>",
    digest AS "digest!: Vec<u8>",
    revoked_at AS "revoked_at?: DateTime<Utc>"
FROM slip
WHERE post = $1 AND crossing = $2
ORDER BY serial
