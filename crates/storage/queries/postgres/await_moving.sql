-- Waits for whoever moves a post into this database, to the end of a commit too whose answer he no longer waits for.
SELECT pg_advisory_lock(1330856528, 1)::text AS held
