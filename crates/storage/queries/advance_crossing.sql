UPDATE crossing SET
    priority = $3,
    phase = $4,
    label = $5,
    detail = $6,
    heads = $7,
    version = $8
WHERE post = $1 AND id = $2
