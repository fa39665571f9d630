WITH moved AS (
    UPDATE feed SET seq = $2, hash = $3, at = $4
    WHERE post = $1
    RETURNING seq
)
SELECT pg_notify('osbp_feed', moved.seq::text) IS NULL AS "moved!: bool"
FROM moved
