SELECT DISTINCT crossing.reference AS "reference!: String"
FROM act
INNER JOIN crossing ON crossing.post = act.post AND crossing.id = act.crossing
WHERE act.kind IN ('hold_placed', 'entered_late') AND act.at >= $2 AND act.at < $3 AND act.post = $1 AND act.state = $4
ORDER BY crossing.reference
