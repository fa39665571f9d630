SELECT lo_from_bytea(0, 'what Uganda keeps')
