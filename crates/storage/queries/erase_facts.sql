UPDATE act SET facts = NULL
WHERE post = $1 AND seq <= $2 AND facts IS NOT NULL
