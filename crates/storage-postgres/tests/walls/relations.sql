-- Every table, view and sequence of the post, its row-level security, its policies, and what anybody but its owner may do.
SELECT
    pg_class.relname::text,
    pg_class.relkind::text,
    pg_class.relrowsecurity AND pg_class.relforcerowsecurity,
    coalesce((
        SELECT string_agg(pg_policies.qual || coalesce(pg_policies.with_check, ''), ' ')
        FROM pg_policies
        WHERE pg_policies.schemaname = current_schema() AND pg_policies.tablename = pg_class.relname
    ), ''),
    ARRAY(
        SELECT coalesce(state_role.state, pg_get_userbyid(acl.grantee)::text) || ' ' || acl.privilege_type
            || CASE WHEN acl.is_grantable THEN ' and hands it on' ELSE '' END
        FROM aclexplode(coalesce(pg_class.relacl, acldefault('r', pg_class.relowner))) AS acl
        LEFT JOIN state_role ON state_role.role = pg_get_userbyid(acl.grantee)::text
        WHERE acl.grantee <> pg_class.relowner
        UNION ALL
        SELECT 'column ' || pg_attribute.attname || ' ' || pg_attribute.attacl::text
        FROM pg_attribute
        WHERE pg_attribute.attrelid = pg_class.oid AND pg_attribute.attacl IS NOT NULL
        ORDER BY 1
    )
FROM pg_class
WHERE pg_class.relnamespace = current_schema()::regnamespace AND pg_class.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
ORDER BY pg_class.relname
