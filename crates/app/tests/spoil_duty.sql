DELETE FROM shift;
INSERT INTO officer (post, officer, state, agency, roles, valid_from, valid_until)
SELECT post, 'X-9', 'KEN', 'immigration', 'administrator', founded_at, NULL FROM post;
