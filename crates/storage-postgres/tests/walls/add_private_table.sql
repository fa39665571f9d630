-- What a later migration does that adds a private table: the walls stand in the same file.
CREATE TABLE own_log (post uuid NOT NULL, state text NOT NULL, seq bigint NOT NULL, PRIMARY KEY (post, state, seq));
SELECT wall_in('own_log', 'SELECT, INSERT');
SELECT raise_walls(ARRAY['north', 'south'])
