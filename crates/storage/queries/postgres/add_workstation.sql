SELECT add_workstation($1, $2, $3) AS "login!: String"
