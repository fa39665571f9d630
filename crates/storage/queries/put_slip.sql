INSERT INTO slip (post, crossing, serial, issued_at, digest, revoked_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (post, crossing, serial) DO UPDATE SET
    issued_at = excluded.issued_at,
    digest = excluded.digest,
    revoked_at = excluded.revoked_at
