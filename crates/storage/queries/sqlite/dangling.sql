SELECT dangling."table" || '' AS "table!: String"
FROM pragma_foreign_key_check AS dangling
