SELECT end_waits_for_standby() AS "ended!: i64"
