-- CROSS JOIN keeps SQLite from walking through every crossing in the order of their references: holds are few.
SELECT DISTINCT crossing.reference AS "reference!: String"
FROM act
CROSS JOIN crossing
WHERE act.kind IN ('hold_placed', 'entered_late') AND act.at >= $2 AND act.at < $3 AND act.post = $1 AND act.state = $4
    AND crossing.post = act.post
    AND crossing.id = act.crossing
ORDER BY crossing.reference
