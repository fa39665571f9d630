INSERT INTO step (post, crossing, step, subject, position, side, state, agency, control, status, officer, desk, since)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (post, crossing, step) DO UPDATE SET
    subject = excluded.subject,
    position = excluded.position,
    side = excluded.side,
    state = excluded.state,
    agency = excluded.agency,
    control = excluded.control,
    status = excluded.status,
    officer = excluded.officer,
    desk = excluded.desk,
    since = excluded.since
