-- Whoever may not read every row is told so, instead of being given fewer.
SELECT set_config('row_security', 'off', true) AS "set!: String"
