-- Photographs of examinations, each stored once, sealed, under the digest of what is stored. Whoever may
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

-- Findings are filed blind: how many photographs go with them the other State sees when they are revealed. A photograph is
-- written with findings of one's own.
ALTER TABLE photograph ENABLE ROW LEVEL SECURITY;
ALTER TABLE photograph FORCE ROW LEVEL SECURITY;

CREATE POLICY own_and_revealed ON photograph FOR SELECT
USING (
    state = (SELECT own_state())
    OR (SELECT owns_the_post())
    OR EXISTS (
        SELECT 1
        FROM act AS filed
        INNER JOIN act AS revealed ON revealed.post = filed.post AND revealed.crossing = filed.crossing
        WHERE filed.post = photograph.post AND filed.seq = photograph.seq
            AND revealed.state = photograph.state AND revealed.kind = 'findings_revealed' AND revealed.seq > filed.seq
    )
);

CREATE POLICY own_findings ON photograph FOR INSERT
WITH CHECK (
    (SELECT owns_the_post())
    OR (
        state = (SELECT own_state())
        AND EXISTS (
            SELECT 1
            FROM act
            WHERE act.post = photograph.post AND act.seq = photograph.seq
                AND act.state = photograph.state AND act.kind = 'findings_filed'
        )
    )
);

CREATE POLICY erasure ON photograph FOR DELETE
USING ((SELECT owns_the_post()));

INSERT INTO wall (name, is_private, rights) VALUES ('photograph', true, 'SELECT, INSERT');

-- What ciphertext can be compressed to would be seen in the size of its table.
ALTER TABLE photograph ALTER COLUMN ciphertext SET STORAGE EXTERNAL;
