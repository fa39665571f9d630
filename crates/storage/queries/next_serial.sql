INSERT INTO serial (post, month, last)
VALUES ($1, $2, 1)
ON CONFLICT (post, month) DO UPDATE SET last = serial.last + 1
RETURNING last AS "last!: i32"
