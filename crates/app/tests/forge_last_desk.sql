DROP TRIGGER act_is_never_changed;
UPDATE act
SET header = CAST(replace(CAST(header AS TEXT), '"desk":"', '"desk":"X') AS BLOB)
WHERE seq = (SELECT max(seq) FROM act WHERE crossing IS NOT NULL);
