-- Passenger lists that were sent ahead, sealed to the State whose officer took them in: vehicle, arrival and persons stand in
-- the ciphertext. What stands open is when a row goes. One also goes when its vehicle is registered or the list is withdrawn.
CREATE TABLE advance_list (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    state TEXT NOT NULL,
    list BLOB NOT NULL CHECK (octet_length(list) = 16),
    ends_at TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    ciphertext BLOB NOT NULL CHECK (octet_length(ciphertext) <= 4194304),
    PRIMARY KEY (post, state, list),
    FOREIGN KEY (post) REFERENCES post (post)
) STRICT;
