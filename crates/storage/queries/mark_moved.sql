UPDATE post
SET moved_to = $1
