DELETE FROM sealed_part
WHERE reader = 'UGA/state' AND seq = (SELECT max(seq) FROM sealed_part WHERE reader = 'UGA/state')
