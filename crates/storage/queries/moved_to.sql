SELECT moved_to AS "moved_to?: String"
FROM post
