-- The post's database as a program made it that did not know the migrations after the twelfth yet.
DROP INDEX crossing_by_arrival;
DROP TABLE advance_list;
DELETE FROM wall WHERE name = 'advance_list';
ALTER TABLE post DROP COLUMN moved_to;
DROP FUNCTION raise_walls(text[]);
ALTER FUNCTION raise_first_walls(text[]) RENAME TO raise_walls;
DROP FUNCTION end_waits_for_standby();
DROP FUNCTION standby_is_there();
DELETE FROM _sqlx_migrations WHERE version > 12
