DELETE FROM key_material WHERE kind = 'recovery' AND state = 'UGA';
