SELECT
    state AS "state!: String",
    login AS "login!: String",
    connections AS "connections!: i64"
FROM workstations()
