SELECT remove_workstation($1) AS "was_there!: bool"
