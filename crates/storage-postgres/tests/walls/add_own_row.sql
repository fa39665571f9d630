INSERT INTO own_log (post, state, seq)
SELECT post.post, $1, 1 FROM post
