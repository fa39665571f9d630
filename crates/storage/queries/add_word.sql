INSERT INTO crossing_word (post, crossing, word)
VALUES ($1, $2, $3)
ON CONFLICT (post, word, crossing) DO NOTHING
