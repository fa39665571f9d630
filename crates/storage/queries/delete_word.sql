DELETE FROM crossing_word
WHERE post = $1 AND crossing = $2 AND word = $3
