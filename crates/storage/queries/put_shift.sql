INSERT INTO shift (post, officer, state, desk, opened_at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (post, officer) DO UPDATE SET
    state = excluded.state,
    desk = excluded.desk,
    opened_at = excluded.opened_at
