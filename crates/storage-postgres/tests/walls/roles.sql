-- The States' groups and the logins in them, with every power beyond that.
SELECT
    pg_roles.rolname::text,
    pg_roles.rolcanlogin,
    pg_roles.rolsuper OR pg_roles.rolcreaterole OR pg_roles.rolcreatedb OR pg_roles.rolreplication
    OR pg_roles.rolbypassrls,
    (SELECT count(*) FROM pg_auth_members WHERE pg_auth_members.member = pg_roles.oid)
FROM pg_roles
WHERE pg_roles.rolname LIKE 'osbp\_%' AND EXISTS (
    SELECT 1 FROM state_role WHERE starts_with(pg_roles.rolname, state_role.role)
)
ORDER BY pg_roles.rolname
