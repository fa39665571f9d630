INSERT INTO mark (at) VALUES ($1);
