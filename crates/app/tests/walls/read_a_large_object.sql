SELECT lo_get($1)
