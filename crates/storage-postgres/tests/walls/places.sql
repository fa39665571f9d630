-- What anybody but its owner may do with the database and the schema.
SELECT
    places.kind,
    coalesce(state_role.state, pg_get_userbyid(acl.grantee)::text) || ' ' || acl.privilege_type
FROM (
    SELECT 'database' AS kind, datdba AS owner, coalesce(datacl, acldefault('d', datdba)) AS acl
    FROM pg_database
    WHERE datname = current_database()
    UNION ALL
    SELECT 'schema', nspowner, coalesce(nspacl, acldefault('n', nspowner))
    FROM pg_namespace
    WHERE oid = current_schema()::regnamespace
) AS places
CROSS JOIN aclexplode(places.acl) AS acl
LEFT JOIN state_role ON state_role.role = pg_get_userbyid(acl.grantee)::text
WHERE acl.grantee <> places.owner
ORDER BY 1, 2
