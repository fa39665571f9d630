SELECT
    subject AS "subject!: i32",
    reference AS "reference!: String",
    model AS "model!: String",
    declarant AS "declarant!: String",
    currency AS "currency!: String"
FROM declaration
WHERE post = $1 AND crossing = $2
ORDER BY subject
