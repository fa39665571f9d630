UPDATE mark SET claimed_by = $1
WHERE number = (SELECT number FROM mark WHERE claimed_by IS NULL ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING number;
