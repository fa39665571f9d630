-- Passenger lists that were sent ahead, sealed to the State whose officer took them in: vehicle, arrival and persons stand in
-- the ciphertext. What stands open is when a row goes. One also goes when its vehicle is registered or the list is withdrawn.
CREATE TABLE advance_list (
    post uuid NOT NULL,
    state text NOT NULL,
    list uuid NOT NULL,
    ends_at timestamptz NOT NULL,
    epoch integer NOT NULL,
    ciphertext bytea NOT NULL,
    PRIMARY KEY (post, state, list),
    FOREIGN KEY (post) REFERENCES post (post),
    CHECK (octet_length(ciphertext) <= 4194304)
);

SELECT wall_in('advance_list', 'SELECT, INSERT, DELETE');

-- What ciphertext can be compressed to would be seen in the size of its table.
ALTER TABLE advance_list ALTER COLUMN ciphertext SET STORAGE EXTERNAL;
