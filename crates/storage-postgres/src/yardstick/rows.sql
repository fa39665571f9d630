INSERT INTO mark (number) SELECT generate_series(1, $1);
