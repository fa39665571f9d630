INSERT INTO officer (post, officer, state, agency, roles, valid_from, valid_until)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (post, officer) DO UPDATE SET
    state = excluded.state,
    agency = excluded.agency,
    roles = excluded.roles,
    valid_from = excluded.valid_from,
    valid_until = excluded.valid_until
