CREATE TABLE recipe (name text PRIMARY KEY, text text);
