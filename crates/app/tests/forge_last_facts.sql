DROP TRIGGER act_gains_no_facts;
UPDATE act
SET facts = CAST(replace(CAST(facts AS TEXT), '"given_names":"', '"given_names":"FORGED ') AS BLOB)
WHERE seq = (SELECT max(seq) FROM act WHERE facts IS NOT NULL);
