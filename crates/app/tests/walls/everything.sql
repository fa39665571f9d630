-- One digest of all that must not have changed.
SELECT md5(string_agg(part, '|' ORDER BY part))
FROM (
    SELECT act::text AS part FROM act
    UNION ALL SELECT sealed_part::text FROM sealed_part
    UNION ALL SELECT key_material::text FROM key_material
    UNION ALL SELECT sealed_document::text FROM sealed_document
    UNION ALL SELECT advance_list::text FROM advance_list
    UNION ALL SELECT feed::text FROM feed
    UNION ALL SELECT post::text FROM post
    UNION ALL SELECT state_role::text FROM state_role
) AS parts
