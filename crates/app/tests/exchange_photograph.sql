DROP TRIGGER photograph_is_never_changed;
UPDATE photograph SET ciphertext = zeroblob(octet_length(ciphertext));
