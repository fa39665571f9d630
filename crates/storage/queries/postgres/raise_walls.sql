SELECT raise_walls($1::text[])::text AS raised
