SELECT clock_timestamp() AS "time!: DateTime<Utc>"
