-- Photographs of examinations, each stored once, sealed, under the digest of what is stored. Whoever may
-- read the findings has its key. Rows are only added; one goes when nobody is left who could open it.
CREATE TABLE photograph (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    digest BLOB NOT NULL CHECK (octet_length(digest) = 32),
    seq INTEGER NOT NULL,
    state TEXT NOT NULL,
    ciphertext BLOB NOT NULL CHECK (octet_length(ciphertext) <= 4194304),
    PRIMARY KEY (digest),
    FOREIGN KEY (seq) REFERENCES act (seq)
) STRICT;

CREATE INDEX photograph_of_act ON photograph (seq);

CREATE TRIGGER photograph_is_never_changed BEFORE UPDATE ON photograph
BEGIN
    SELECT RAISE(ABORT, 'a photograph is never changed');
END;
