-- Every function of the post, whether it runs with its owner's rights, whether its names are bound to the post's own tables,
-- and who but its owner may call it.
SELECT
    pg_proc.proname::text,
    pg_proc.prosecdef,
    pg_proc.prosqlbody IS NOT NULL OR coalesce(pg_proc.proconfig[1] LIKE 'search_path=%', false),
    ARRAY(
        SELECT coalesce(state_role.state, pg_get_userbyid(acl.grantee)::text)
        FROM aclexplode(coalesce(pg_proc.proacl, acldefault('f', pg_proc.proowner))) AS acl
        LEFT JOIN state_role ON state_role.role = pg_get_userbyid(acl.grantee)::text
        WHERE acl.grantee <> pg_proc.proowner
        ORDER BY 1
    )
FROM pg_proc
WHERE pg_proc.pronamespace = current_schema()::regnamespace
ORDER BY pg_proc.proname
