INSERT INTO key_material (post, state, kind, holder, epoch, content)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (post, state, kind, holder, epoch) DO UPDATE SET
    content = excluded.content
