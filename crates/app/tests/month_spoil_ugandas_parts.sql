UPDATE sealed_part SET ciphertext = zeroblob(64) WHERE reader = 'UGA/state' AND seq IN (SELECT seq FROM act WHERE kind = 'refusal_confirmed');
