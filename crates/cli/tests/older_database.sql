-- The post's database as a program made it that did not know the migrations after the twelfth yet.
DROP INDEX crossing_by_arrival;
ALTER TABLE act DROP CONSTRAINT act_crossing_version_key, ADD UNIQUE (post, crossing, version);
ALTER TABLE crossing DROP CONSTRAINT crossing_reference_key, ADD UNIQUE (post, reference);
ALTER TABLE notice DROP CONSTRAINT notice_serial_key, ADD UNIQUE (post, serial);
ALTER TABLE slip DROP CONSTRAINT slip_serial_key, ADD UNIQUE (post, serial);
ALTER TABLE crossing_word DROP CONSTRAINT crossing_word_pkey, ADD PRIMARY KEY (post, word, crossing);
DROP INDEX crossing_by_end;
CREATE INDEX crossing_by_end ON crossing (post, closed_at, arrived_at, id);
DROP INDEX crossing_word_of_crossing;
CREATE INDEX crossing_word_of_crossing ON crossing_word (post, crossing);
DROP INDEX photograph_of_act;
CREATE INDEX photograph_of_act ON photograph (post, seq);
DROP TABLE advance_list;
DELETE FROM wall WHERE name = 'advance_list';
ALTER TABLE post DROP COLUMN moved_to;
DROP FUNCTION add_acts;
DROP FUNCTION take_counter_and_read(uuid, bigint);
DROP FUNCTION raise_walls(text[]);
ALTER FUNCTION raise_first_walls(text[]) RENAME TO raise_walls;
DROP FUNCTION end_waits_for_standby();
DROP FUNCTION standby_is_there();
DELETE FROM _sqlx_migrations WHERE version > 12
