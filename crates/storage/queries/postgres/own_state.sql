SELECT own_state() AS "state?: String"
