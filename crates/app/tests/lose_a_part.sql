DELETE FROM sealed_part WHERE seq = (SELECT max(seq) FROM sealed_part) AND reader = 'KEN/state';
