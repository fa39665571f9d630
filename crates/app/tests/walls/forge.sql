-- An act of Kenya's as a workstation might write it with statements of its own: well formed, without an officer's key. The
-- parameters say what of it is wrong; nothing is wrong where they are null.
WITH forged AS (
    SELECT
        feed.post,
        feed.seq + 1 + coalesce($1, 0) AS seq,
        coalesce($2, 'KEN') AS state,
        coalesce($3, encode(feed.hash, 'hex')) AS previous,
        CASE WHEN $4::integer IS NULL THEN NULL ELSE crossing.id END AS crossing,
        CASE WHEN $4::integer IS NULL THEN NULL ELSE crossing.version + $4 END AS version,
        greatest(feed.at, date_trunc('milliseconds', clock_timestamp())) + coalesce($5, 0) * interval '1 second' AS at,
        '019aa000-0000-7000-8000-0000000f0a6e'::uuid AS command,
        '\x7b7d'::bytea AS procedure
    FROM feed
    CROSS JOIN (SELECT id, version FROM crossing ORDER BY reference LIMIT 1) AS crossing
),
said AS (
    SELECT
        forged.*,
        convert_to(json_build_object(
            'format', 1, 'post', post, 'seq', seq, 'crossing', crossing, 'version', version,
            'at', (extract(epoch FROM at) * 1000)::bigint, 'kind', 'shift_closed', 'state', state,
            'agency', 'immigration', 'desk', 'A-I1', 'officer', 'K-1042', 'command', command,
            'procedure', encode(sha256(procedure), 'hex'), 'facts', NULL, 'sealed', json_build_object(),
            'previous', previous
        )::text, 'UTF8') AS header
    FROM forged
)
INSERT INTO act (
    post, seq, crossing, version, at, kind, state, agency, desk, officer, command, request, header, procedure, facts,
    hash, signature
)
SELECT
    post, seq, crossing, version, at, coalesce($6, 'shift_closed'), state, 'immigration', 'A-I1', 'K-1042', command, NULL,
    header, coalesce($7, procedure), NULL, coalesce($8, sha256(header)), '\x00'
FROM said
