INSERT INTO notice (post, crossing, serial, subject, state, issued_at, served)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (post, crossing, serial) DO UPDATE SET
    subject = excluded.subject,
    state = excluded.state,
    issued_at = excluded.issued_at,
    served = excluded.served
