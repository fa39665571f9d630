DROP TRIGGER act_gains_no_facts;
UPDATE act
SET facts = CAST(replace(CAST(facts AS TEXT), '"heads":', '"heads":1') AS BLOB)
WHERE seq = (SELECT max(seq) FROM act WHERE kind = 'departed');
