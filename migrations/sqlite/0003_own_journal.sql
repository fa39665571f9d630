-- The States' own journals: who signed in, searched, printed. Each page is as long as every other and stands at a fixed time,
-- so that how many there are tells nothing. Of a stored page nothing but its sealed content may ever be erased.
CREATE TABLE own_page (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    state TEXT NOT NULL,
    page INTEGER NOT NULL,
    at TEXT NOT NULL,
    officer TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    header BLOB NOT NULL,
    ciphertext BLOB,
    hash BLOB NOT NULL CHECK (octet_length(hash) = 32),
    signature BLOB NOT NULL,
    PRIMARY KEY (post, state, page),
    FOREIGN KEY (post) REFERENCES post (post)
) STRICT;

CREATE TRIGGER own_page_is_never_deleted BEFORE DELETE ON own_page
BEGIN
    SELECT RAISE(ABORT, 'a page is never changed or deleted');
END;

CREATE TRIGGER own_page_is_never_changed
BEFORE UPDATE OF post, state, page, at, officer, epoch, header, hash, signature ON own_page
BEGIN
    SELECT RAISE(ABORT, 'a page is never changed or deleted');
END;

CREATE TRIGGER own_page_gains_no_content BEFORE UPDATE OF ciphertext ON own_page
WHEN new.ciphertext IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a page is never changed or deleted');
END;
