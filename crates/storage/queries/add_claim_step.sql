INSERT INTO claim_step (post, crossing, step, officer)
VALUES ($1, $2, $3, $4)
