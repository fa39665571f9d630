INSERT INTO subject (post, crossing, subject, kind, phase, label, document_issuer, document_number, nationality, birth_date, plate, declaration)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (post, crossing, subject) DO UPDATE SET
    kind = excluded.kind,
    phase = excluded.phase,
    label = excluded.label,
    document_issuer = excluded.document_issuer,
    document_number = excluded.document_number,
    nationality = excluded.nationality,
    birth_date = excluded.birth_date,
    plate = excluded.plate,
    declaration = excluded.declaration
