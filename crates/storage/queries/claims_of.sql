SELECT
    step AS "step!: i32",
    officer AS "officer!: String"
FROM claim_step
WHERE post = $1 AND crossing = $2
ORDER BY step
