-- What Kenya's workstation tries against Uganda with statements of its own. Each begins with what must come of it:
-- "refused CODE", "answers TEXT" (the first column of the first row) or "no rows"; after the colon, what is tried.

-- answers 0: read the other State's sealed parts
SELECT count(*)::text FROM sealed_part WHERE reader LIKE 'UGA/%'
-- answers 0: read back what was sealed for the other State's protection desk with acts of its own
SELECT count(*)::text FROM sealed_part INNER JOIN act USING (post, seq) WHERE act.state = 'KEN' AND reader = 'UGA/protection'
-- answers 0: count the other State's wrapped keys
SELECT count(*)::text FROM key_material WHERE state <> 'KEN'
-- answers 0: count its alert lists and criteria
SELECT count(*)::text FROM sealed_document WHERE state <> 'KEN'
-- answers 0: count the lists that were sent ahead to the other State
SELECT count(*)::text FROM advance_list WHERE state <> 'KEN'
-- refused 42501: send the other State a list
INSERT INTO advance_list SELECT post, 'UGA', post, now(), 1, '' FROM post
-- no rows: take the other State's lists away
DELETE FROM advance_list WHERE state = 'UGA' RETURNING state
-- refused 42501: have one's own list stay
UPDATE advance_list SET ends_at = now() + interval '1 year'
-- refused 42501: add a photograph with an act of the other State
INSERT INTO photograph SELECT post, sha256('\x01'::bytea), seq, 'UGA', '\x01' FROM act WHERE state = 'UGA' LIMIT 1
-- refused 42501: add a photograph with an act that files no findings
INSERT INTO photograph SELECT post, sha256('\x01'::bytea), seq, 'KEN', '\x01' FROM act WHERE state = 'KEN' LIMIT 1
-- no rows: let a division by zero speak of hidden rows
SELECT holder FROM key_material WHERE state = 'UGA' AND 1 / (length(holder) - length(holder)) > 0
-- no rows: let a cast speak of hidden rows
SELECT holder FROM key_material WHERE state = 'UGA' AND holder::integer > 0
-- no rows: find hidden rows through a join from inside
SELECT officer.officer FROM officer INNER JOIN key_material ON key_material.holder = officer.officer WHERE officer.state = 'UGA'
-- refused 42501: switch row-level security off
SET LOCAL row_security = off; SELECT count(*) FROM key_material
-- refused 42501: write the rows to a file of the server's
COPY key_material TO '/tmp/osbp-walls-leak'
-- refused 42501: hand the rows to a program of the server's
COPY (SELECT content FROM key_material) TO PROGRAM 'cat'
-- refused 0A000: load rows past the policies
COPY sealed_part FROM STDIN
-- refused 42501: read the files of the server
SELECT pg_read_file('global/pg_control')
-- refused 42501: read a file as a large object
SELECT lo_import('/etc/hostname')
-- refused 42501: read the server's pages
CREATE EXTENSION pageinspect
-- refused 42501: connect to the server from inside
CREATE EXTENSION dblink

-- refused 42501: become the owner
DO $$ BEGIN EXECUTE format('SET ROLE %I', (SELECT tableowner FROM pg_tables WHERE tablename = 'act')); END $$
-- refused 42501: become the other State
DO $$ BEGIN EXECUTE format('SET ROLE %I', (SELECT role FROM state_role WHERE state = 'UGA')); END $$
-- refused 42501: sign in as somebody else
DO $$ BEGIN EXECUTE format('SET SESSION AUTHORIZATION %I', (SELECT tableowner FROM pg_tables WHERE tablename = 'act')); END $$
-- refused 42501: join the other State
DO $$ BEGIN EXECUTE format('GRANT %I TO %I', (SELECT role FROM state_role WHERE state = 'UGA'), session_user); END $$
-- refused 42501: make a role
CREATE ROLE osbp_intruder LOGIN
-- refused 42501: gain the rights of a replica
DO $$ BEGIN EXECUTE format('ALTER ROLE %I REPLICATION', session_user); END $$
-- refused 42501: pass over every trigger
SET session_replication_role = replica
-- refused 42501: read the journal of the server itself
SELECT pg_create_logical_replication_slot('intruder', 'test_decoding')
-- refused 42501: enrol a workstation
SELECT add_workstation('UGA', 'intruder', '')
-- refused 42501: withdraw a workstation
SELECT remove_workstation('any')
-- refused 42501: raise other walls
SELECT raise_walls(ARRAY['KEN'])
-- refused 42501: belong to the other State by changing whose group is whose
UPDATE state_role SET state = 'UGA' WHERE state = 'KEN'
-- refused 42501: widen what is granted
UPDATE wall SET rights = 'ALL'
-- answers false: open a table to everybody
GRANT SELECT ON key_material TO PUBLIC; SELECT has_table_privilege('pg_monitor', 'key_material', 'SELECT')::text
-- refused 42501: take row-level security off
ALTER TABLE key_material DISABLE ROW LEVEL SECURITY
-- refused 42501: add a policy
CREATE POLICY intruder ON key_material USING (true)

-- refused 42501: make a function that tells what it is shown
CREATE FUNCTION intruder(text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS $$ BEGIN RAISE NOTICE '%', $1; RETURN true; END $$
-- refused 42501: make such a function for this connection alone
CREATE FUNCTION pg_temp.intruder(text) RETURNS boolean LANGUAGE sql AS 'SELECT true'
-- refused 42501: put a table of the same name before the post's
CREATE TEMPORARY TABLE feed (post uuid, seq bigint, hash bytea, at timestamptz)
-- refused 42501: put a table of the same name into a schema of one's own
CREATE SCHEMA intruder
-- refused 42501: put a view of the same name into the post's schema
CREATE VIEW intruder AS SELECT 1
-- refused 42501: hang a trigger on the journal
CREATE TRIGGER intruder BEFORE INSERT ON act FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()
-- refused 42501: hang a rule on the journal
CREATE RULE intruder AS ON INSERT TO act DO INSTEAD NOTHING
-- refused 42501: switch the journal's trigger off
ALTER TABLE act DISABLE TRIGGER act_is_checked
-- refused 42501: put another function behind the journal's trigger
CREATE OR REPLACE FUNCTION check_act() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$
-- refused 42501: have the owner's functions find other tables
ALTER FUNCTION check_act() SET search_path = pg_temp

-- refused 42501: change an act
UPDATE act SET kind = 'cleared' WHERE seq = 2
-- refused 42501: erase what it said
UPDATE act SET facts = NULL
-- refused 42501: delete the last act
DELETE FROM act WHERE seq = (SELECT max(seq) FROM act)
-- refused 42501: empty the journal
TRUNCATE act CASCADE
-- refused 42501: put two acts in another order
UPDATE act SET seq = seq + 1 WHERE seq > 5
-- refused 42501: move the counter back
UPDATE feed SET seq = seq - 1
-- refused 42501: move it by putting another in its place
INSERT INTO feed (post, seq, hash, at) SELECT post, 0, hash, at FROM feed
-- refused 42501: keep others from writing by locking the journal
LOCK TABLE act IN ACCESS EXCLUSIVE MODE
-- refused 42501: turn the post into one for demonstration
UPDATE post SET is_demonstration = NOT is_demonstration
-- refused 42501: delete what is sealed to the other State
DELETE FROM sealed_part
-- refused 42501: change what is sealed
UPDATE sealed_part SET ciphertext = ''

-- refused 42501: learn from a duplicate key that a sealed part is there
INSERT INTO sealed_part (post, seq, reader, epoch, ciphertext)
SELECT post, seq, 'UGA/state', 1, '' FROM act WHERE state = 'UGA' ORDER BY seq DESC LIMIT 1
-- refused 42501: learn it without an error
INSERT INTO sealed_part (post, seq, reader, epoch, ciphertext)
SELECT post, seq, 'UGA/state', 1, '' FROM act WHERE state = 'UGA' ORDER BY seq DESC LIMIT 1
ON CONFLICT DO NOTHING
-- refused 42501: learn from a duplicate key that an officer has a key
INSERT INTO key_material (post, state, kind, holder, epoch, content) SELECT post, 'UGA', 'root', 'U-0001', 1, '' FROM post
-- refused 42501: learn it without an error
INSERT INTO key_material (post, state, kind, holder, epoch, content) SELECT post, 'UGA', 'root', 'U-0001', 1, '' FROM post
ON CONFLICT DO NOTHING
-- refused 42501: replace the other State's key by one that is known
INSERT INTO key_material (post, state, kind, holder, epoch, content) SELECT post, 'UGA', 'officer', 'U-0001', 1, '' FROM post
ON CONFLICT (post, state, kind, holder, epoch) DO UPDATE SET content = excluded.content
-- refused 42501: hand it a key of one's own
UPDATE key_material SET state = 'UGA'
-- refused 42501: replace its alert list by an empty one
INSERT INTO sealed_document (post, state, name, version, epoch, ciphertext) SELECT post, 'UGA', 'alert_list', 99, 1, '' FROM post
-- refused 42501: seal another part to an act of one's own
INSERT INTO sealed_part (post, seq, reader, epoch, ciphertext)
SELECT post, seq, 'UGA/state', 1, '' FROM act WHERE state = 'KEN' ORDER BY seq DESC LIMIT 1

-- answers 0: read the statistics of what is private
SELECT count(*)::text FROM pg_stats WHERE tablename IN ('key_material', 'sealed_document', 'sealed_part', 'own_page')
-- refused 42501: read them where they are kept
SELECT stavalues1 FROM pg_statistic
-- answers 0: read what the other State's workstations ask just now
SELECT count(*)::text FROM pg_stat_activity WHERE usename LIKE '%\_uga\_%' AND query <> '<insufficient privilege>'
-- refused 42501: cut the other State's connections
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE '%\_uga\_%'
-- answers 0: read the passwords
SELECT count(*)::text FROM pg_roles WHERE rolpassword <> '********'
-- refused 42501: read them where they are kept
SELECT rolpassword FROM pg_authid
