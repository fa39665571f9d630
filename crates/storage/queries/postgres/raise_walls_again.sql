SELECT raise_walls(array_agg(DISTINCT state))::text AS raised
FROM key_material
HAVING count(*) > 0
