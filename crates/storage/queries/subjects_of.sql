SELECT
    subject AS "subject!: i32",
    kind AS "kind!: String",
    phase AS "phase!: String",
    label AS "label!: String",
    document_issuer AS "document_issuer?: String",
    document_number AS "document_number?: String",
    nationality AS "nationality?: String",
    birth_date AS "birth_date?: String",
    plate AS "plate?: String",
    declaration AS "declaration?: String"
FROM subject
WHERE post = $1 AND crossing = $2
ORDER BY subject
