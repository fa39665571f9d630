-- One row, `ok`, where the file is whole.
SELECT integrity.integrity_check || '' AS "found!: String"
FROM pragma_integrity_check AS integrity
