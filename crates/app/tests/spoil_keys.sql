DELETE FROM key_material WHERE kind = 'officer' AND holder = 'K-1042';
