INSERT INTO claim (post, officer, crossing)
VALUES ($1, $2, $3)
