INSERT INTO examination (post, crossing, examination, subject, requested_by, is_joint, bay, stage, requested_at, closed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (post, crossing, examination) DO UPDATE SET
    subject = excluded.subject,
    requested_by = excluded.requested_by,
    is_joint = excluded.is_joint,
    bay = excluded.bay,
    stage = excluded.stage,
    requested_at = excluded.requested_at,
    closed_at = excluded.closed_at
