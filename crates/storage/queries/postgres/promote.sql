SELECT pg_promote(true, 60) AS "is_promoted!: bool"
