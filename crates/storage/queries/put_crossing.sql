INSERT INTO crossing (post, id, reference, flow, direction, category, priority, phase, exit_state, entry_state, host_state, label, detail, heads, arrived_at, version, closed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
ON CONFLICT (post, id) DO UPDATE SET
    reference = excluded.reference,
    flow = excluded.flow,
    direction = excluded.direction,
    category = excluded.category,
    priority = excluded.priority,
    phase = excluded.phase,
    exit_state = excluded.exit_state,
    entry_state = excluded.entry_state,
    host_state = excluded.host_state,
    label = excluded.label,
    detail = excluded.detail,
    heads = excluded.heads,
    arrived_at = excluded.arrived_at,
    version = excluded.version,
    closed_at = excluded.closed_at
