SELECT
    examination AS "examination!: i32",
    subject AS "subject!: i32",
    requested_by AS "requested_by!: String",
    is_joint AS "is_joint!: bool",
    bay AS "bay?: String",
    stage AS "stage!: String",
    requested_at AS "requested_at!: DateTime<Utc>",
    closed_at AS "closed_at?: DateTime<Utc>"
FROM examination
WHERE post = $1 AND crossing = $2
ORDER BY examination
