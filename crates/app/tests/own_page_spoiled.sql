DROP TRIGGER own_page_gains_no_content;
UPDATE own_page SET ciphertext = zeroblob(8192) WHERE state = 'KEN' AND page = 1;
