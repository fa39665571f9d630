-- Waits for whoever writes, and lets nobody write meanwhile, wherever the post is.
SELECT seq AS "seq!: i64"
FROM feed
FOR UPDATE
