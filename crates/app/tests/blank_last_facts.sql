UPDATE act SET facts = NULL WHERE seq = (SELECT max(seq) FROM act WHERE facts IS NOT NULL);
