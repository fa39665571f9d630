-- An expression, because the statement checker looks for a stored column behind a bare name.
SELECT application_id + 0 AS "application_id!: i64"
FROM pragma_application_id
