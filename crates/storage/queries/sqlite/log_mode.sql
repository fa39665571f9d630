SELECT mode.journal_mode || '' AS "mode!: String"
FROM pragma_journal_mode AS mode
