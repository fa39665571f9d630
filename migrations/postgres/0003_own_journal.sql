-- The States' own journals: who signed in, searched, printed. Each page is as long as every other and stands at a fixed time,
-- so that how many there are tells nothing. Of a stored page nothing but its sealed content may ever be erased.
CREATE TABLE own_page (
    post uuid NOT NULL,
    state text NOT NULL,
    page bigint NOT NULL,
    at timestamptz NOT NULL,
    officer text NOT NULL,
    epoch integer NOT NULL,
    header bytea NOT NULL,
    ciphertext bytea,
    hash bytea NOT NULL,
    signature bytea NOT NULL,
    PRIMARY KEY (post, state, page),
    FOREIGN KEY (post) REFERENCES post (post),
    CHECK (octet_length(hash) = 32)
);

CREATE TRIGGER own_page_is_never_deleted BEFORE DELETE ON own_page
FOR EACH ROW EXECUTE FUNCTION act_is_only_added();

CREATE TRIGGER own_page_is_never_changed
BEFORE UPDATE OF post, state, page, at, officer, epoch, header, hash, signature ON own_page
FOR EACH ROW EXECUTE FUNCTION act_is_only_added();

CREATE TRIGGER own_page_gains_no_content BEFORE UPDATE OF ciphertext ON own_page
FOR EACH ROW WHEN (new.ciphertext IS NOT NULL) EXECUTE FUNCTION act_is_only_added();

CREATE TRIGGER own_page_is_never_emptied BEFORE TRUNCATE ON own_page
FOR EACH STATEMENT EXECUTE FUNCTION act_is_only_added();

SELECT wall_in('own_page', 'SELECT, INSERT');

ALTER TABLE own_page ALTER COLUMN ciphertext SET STORAGE EXTERNAL;
