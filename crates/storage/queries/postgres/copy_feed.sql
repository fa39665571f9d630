INSERT INTO feed (post, seq, hash, at)
SELECT
    post.post,
    coalesce(act.seq, 0),
    coalesce(act.hash, decode(repeat('00', 32), 'hex')),
    coalesce(act.at, post.founded_at)
FROM post
LEFT JOIN act ON act.post = post.post AND act.seq = (SELECT max(last.seq) FROM act AS last WHERE last.post = post.post)
