CREATE TABLE recipe (name TEXT PRIMARY KEY, text TEXT);
INSERT INTO recipe (name, text) VALUES ('soup', 'boil');
