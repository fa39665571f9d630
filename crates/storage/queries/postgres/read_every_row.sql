-- Whoever may not read every row is told so, instead of being given fewer. Whoever owns the post may: every policy lets him, and he
-- need be no superuser.
SELECT
    set_config(
        'row_security',
        CASE
            WHEN pg_has_role(
                session_user,
                (SELECT pg_class.relowner FROM pg_catalog.pg_class WHERE pg_class.oid = to_regclass('act')),
                'MEMBER'
            ) THEN 'on'
            ELSE 'off'
        END,
        true
    ) AS "set!: String"
