-- A post of before the walls: founded, with keys of both States.
CREATE TABLE _sqlx_migrations (
    version bigint PRIMARY KEY,
    description text NOT NULL,
    installed_on timestamptz NOT NULL DEFAULT now(),
    success boolean NOT NULL,
    checksum bytea NOT NULL,
    execution_time bigint NOT NULL
);
INSERT INTO post (post, code, name, is_demonstration, founded_at, format)
VALUES ('019aa000-0000-7000-8000-00000001d0d0', 'OLD', 'Old Bridge', true, '2026-01-01', 1);
INSERT INTO feed (post, seq, hash, at)
SELECT post, 0, decode(repeat('00', 32), 'hex'), founded_at FROM post;
INSERT INTO key_material (post, state, kind, holder, epoch, content)
SELECT post, states.state, 'root', 'A-1', 1, '' FROM post CROSS JOIN (VALUES ('north'), ('south')) AS states (state)
