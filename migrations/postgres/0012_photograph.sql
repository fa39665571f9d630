-- Photographs of examinations, each stored once, sealed, under the digest of what is stored; an act names it. Whoever may
-- read the findings has its key. Rows are only added; one goes when nobody is left who could open it.
CREATE TABLE photograph (
    post uuid NOT NULL,
    digest bytea NOT NULL,
    seq bigint NOT NULL,
    state text NOT NULL,
    ciphertext bytea NOT NULL,
    PRIMARY KEY (post, digest),
    FOREIGN KEY (post, seq) REFERENCES act (post, seq),
    CHECK (octet_length(ciphertext) <= 4194304),
    -- So nobody takes the place of a photograph that he does not have.
    CHECK (digest = sha256(ciphertext))
);

CREATE INDEX photograph_of_act ON photograph (post, seq);

CREATE TRIGGER photograph_is_never_changed BEFORE UPDATE ON photograph
FOR EACH ROW EXECUTE FUNCTION act_is_only_added();

CREATE TRIGGER photograph_is_never_emptied BEFORE TRUNCATE ON photograph
FOR EACH STATEMENT EXECUTE FUNCTION act_is_only_added();

-- Both States see the sealed bytes, and the digest that the act names; the key is for who may read the findings.
SELECT leave_open('photograph', 'SELECT, INSERT');

-- What ciphertext can be compressed to would be seen in the size of its table.
ALTER TABLE photograph ALTER COLUMN ciphertext SET STORAGE EXTERNAL;
