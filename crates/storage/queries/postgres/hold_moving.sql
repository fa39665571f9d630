-- Only one call at a time moves a post out of this database or into it. It has this to the end of its connection.
SELECT pg_try_advisory_lock(1330856528, 1) AS "is_held!: bool"
