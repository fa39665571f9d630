-- CROSS JOIN keeps SQLite from walking through every crossing by arrival: those of one document are few.
SELECT crossing.reference AS "reference!: String"
FROM crossing_word
CROSS JOIN crossing
WHERE crossing_word.post = $1
    AND crossing_word.word = $2
    AND crossing.post = crossing_word.post
    AND crossing.id = crossing_word.crossing
    AND EXISTS (
        SELECT 1
        FROM subject
        WHERE subject.post = crossing.post
            AND subject.crossing = crossing.id
            AND subject.phase = 'departed'
            AND lower(subject.document_issuer) = lower($3)
            AND lower(trim(subject.document_number)) = lower(trim($4))
    )
ORDER BY crossing.arrived_at DESC, crossing.id DESC
LIMIT $5
