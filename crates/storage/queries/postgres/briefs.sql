SELECT
    string_agg(
        replace(crossing::text, '-', '')
        || seq
        || chr(31)
        || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"')
        || chr(31)
        || convert_from(procedure, 'UTF8')
        || chr(31)
        || CASE WHEN kind IN ('subject_added', 'corrected') THEN coalesce(convert_from(facts, 'UTF8'), '') ELSE '' END,
        chr(30)
        ORDER BY seq
    ) AS "briefs?: String"
FROM act
WHERE post = $1 AND seq > $2 AND seq <= $3 AND crossing IS NOT NULL
