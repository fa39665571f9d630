UPDATE own_page SET ciphertext = NULL WHERE state = 'KEN';
