DELETE FROM photograph
WHERE
    post = $1 AND seq <= $2
    AND NOT EXISTS (
        SELECT 1 FROM sealed_part
        WHERE
            sealed_part.post = photograph.post AND sealed_part.seq = photograph.seq
            AND sealed_part.reader = photograph.state || '/state'
    )
    AND NOT EXISTS (
        SELECT 1 FROM act AS filed
        INNER JOIN act AS revealed ON revealed.post = filed.post AND revealed.crossing = filed.crossing
        WHERE
            filed.post = photograph.post AND filed.seq = photograph.seq
            AND revealed.state = photograph.state AND revealed.kind = 'findings_revealed'
            AND revealed.facts IS NOT NULL
    )
