-- And how many bytes each takes. Those of the projections hang on when the server last swept, and are left out.
SELECT
    pg_class.relname || ': ' || pg_relation_size(pg_class.oid) || ' bytes, of long values '
    || pg_relation_size(pg_class.reltoastrelid)
FROM pg_class
WHERE pg_class.relnamespace = current_schema()::regnamespace
    AND pg_class.relname IN ('act', 'key_material', 'own_page', 'photograph', 'sealed_document', 'sealed_part')
ORDER BY pg_class.relname
