SELECT
    list AS "list!: Uuid",
    ends_at AS "ends_at!: DateTime<Utc>"
FROM advance_list
WHERE post = $1 AND state = $2
ORDER BY ends_at, list
