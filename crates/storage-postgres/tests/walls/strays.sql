-- What somebody may add without thinking of the walls.
CREATE TABLE stray (id integer);
GRANT SELECT ON stray TO PUBLIC;
CREATE VIEW stray_view AS SELECT content FROM key_material;
CREATE SEQUENCE stray_sequence;
CREATE FUNCTION stray_function() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER AS
'BEGIN RETURN (SELECT count(*) FROM key_material); END';
ALTER TABLE sealed_document NO FORCE ROW LEVEL SECURITY;
GRANT DELETE ON act TO PUBLIC;
GRANT TEMPORARY ON DATABASE :database TO PUBLIC
