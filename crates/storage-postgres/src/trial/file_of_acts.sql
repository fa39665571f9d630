SELECT pg_relation_filepath('act')
