SELECT format('DROP ROLE %I', roles.role)
FROM (
    SELECT workstations.login AS role, 1 AS place FROM workstations()
    UNION ALL
    SELECT state_role.role, 2 FROM state_role
) AS roles
ORDER BY roles.place
