INSERT INTO act (
    post, seq, crossing, version, at, kind, state, agency, desk, officer, command, request, header, procedure, facts, hash,
    signature
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
