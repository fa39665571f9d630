-- One database is one post, so an index that begins with the post tells nothing apart. Before the server has counted a table it takes
-- such an index for as good as the key: in the first minutes of a post, and of one that was restored, every act was looked for
-- among all of them.
ALTER TABLE act DROP CONSTRAINT act_post_crossing_version_key, ADD UNIQUE (crossing, version);
ALTER TABLE crossing DROP CONSTRAINT crossing_post_reference_key, ADD UNIQUE (reference);
ALTER TABLE notice DROP CONSTRAINT notice_post_serial_key, ADD UNIQUE (serial);
ALTER TABLE slip DROP CONSTRAINT slip_post_serial_key, ADD UNIQUE (serial);
ALTER TABLE crossing_word DROP CONSTRAINT crossing_word_pkey, ADD PRIMARY KEY (word, crossing, post);

DROP INDEX crossing_by_end;
CREATE INDEX crossing_by_end ON crossing (closed_at, arrived_at, id);

DROP INDEX crossing_by_arrival;
CREATE INDEX crossing_by_arrival ON crossing (flow, arrived_at);

DROP INDEX crossing_word_of_crossing;
CREATE INDEX crossing_word_of_crossing ON crossing_word (crossing);

DROP INDEX photograph_of_act;
CREATE INDEX photograph_of_act ON photograph (seq);
