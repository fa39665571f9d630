SELECT
    group_concat(
        hex(crossing)
        || seq
        || x'1f'
        || at
        || x'1f'
        || CAST(procedure AS TEXT)
        || x'1f'
        || CASE WHEN kind IN ('subject_added', 'corrected') THEN coalesce(CAST(facts AS TEXT), '') ELSE '' END,
        x'1e'
    ) AS "briefs?: String"
FROM (
    SELECT seq, crossing, at, kind, procedure, facts
    FROM act
    WHERE post = $1 AND seq > $2 AND seq <= $3 AND crossing IS NOT NULL
    ORDER BY seq
)
