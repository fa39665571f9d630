SELECT standby_is_there() AS "is_there!: bool"
