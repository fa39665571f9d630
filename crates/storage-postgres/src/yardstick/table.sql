CREATE TABLE mark (number bigint PRIMARY KEY, claimed_by bigint);
