SELECT pg_reload_conf() AS "is_reloaded!: bool"
