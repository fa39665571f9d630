UPDATE sealed_part SET ciphertext = zeroblob(64) WHERE reader LIKE 'KEN/%';
