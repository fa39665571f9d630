-- One post: its journal, the projections of its open parts, its keys.
-- The other engine's folder has the same tables and columns under the same number.

-- 'OSBP', so that a foreign file is told at once.
PRAGMA application_id = 1330856528;

-- The post that this database belongs to.
CREATE TABLE post (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    is_demonstration INTEGER NOT NULL CHECK (is_demonstration IN (0, 1)),
    founded_at TEXT NOT NULL,
    format INTEGER NOT NULL,
    PRIMARY KEY (post)
) STRICT, WITHOUT ROWID;

-- One database, one post: two foundings that race can't both win.
CREATE UNIQUE INDEX post_is_alone ON post ((1));

-- The journal. Rows are only added; of a stored act nothing but its facts may ever be erased. Whoever writes locks the file
-- first, so the last act is the head of the feed. The number is the row's own key: every page fewer that a commit touches is
-- a page fewer to flush. No index begins with the post, which is the same in every row: the planner would prefer it to the
-- number. The digest of the request stands on the first act of a command: sent again under its key it gets the same answer.
CREATE TABLE act (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    seq INTEGER NOT NULL PRIMARY KEY,
    crossing BLOB CHECK (octet_length(crossing) = 16),
    version INTEGER,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    agency TEXT NOT NULL,
    desk TEXT NOT NULL,
    officer TEXT NOT NULL,
    command BLOB NOT NULL CHECK (octet_length(command) = 16),
    request BLOB,
    header BLOB NOT NULL,
    procedure BLOB NOT NULL,
    facts BLOB,
    hash BLOB NOT NULL,
    signature BLOB NOT NULL,
    FOREIGN KEY (post) REFERENCES post (post),
    UNIQUE (crossing, version),
    CHECK ((crossing IS NULL) = (version IS NULL)),
    CHECK (octet_length(hash) = 32)
) STRICT;

-- What one reader can open of an act.
CREATE TABLE sealed_part (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    seq INTEGER NOT NULL,
    reader TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    ciphertext BLOB NOT NULL,
    PRIMARY KEY (seq, reader),
    FOREIGN KEY (seq) REFERENCES act (seq)
) STRICT;

-- The last serial given in a month.
CREATE TABLE serial (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    month TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (post, month),
    FOREIGN KEY (post) REFERENCES post (post)
) STRICT, WITHOUT ROWID;

-- Projection: a crossing.
CREATE TABLE crossing (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    id BLOB NOT NULL CHECK (octet_length(id) = 16),
    reference TEXT NOT NULL,
    flow TEXT NOT NULL,
    direction TEXT NOT NULL,
    category TEXT,
    priority TEXT NOT NULL,
    phase TEXT NOT NULL,
    exit_state TEXT NOT NULL,
    entry_state TEXT NOT NULL,
    host_state TEXT NOT NULL,
    label TEXT NOT NULL,
    detail TEXT NOT NULL,
    heads INTEGER NOT NULL,
    arrived_at TEXT NOT NULL,
    version INTEGER NOT NULL,
    closed_at TEXT,
    PRIMARY KEY (post, id),
    FOREIGN KEY (post) REFERENCES post (post),
    UNIQUE (post, reference)
) STRICT, WITHOUT ROWID;

-- Projection: what a crossing is found by, folded (lower case, letters and digits only).
CREATE TABLE crossing_word (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    crossing BLOB NOT NULL CHECK (octet_length(crossing) = 16),
    word TEXT NOT NULL,
    PRIMARY KEY (post, word, crossing),
    FOREIGN KEY (post, crossing) REFERENCES crossing (post, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Projection: a traveller, a conveyance or a consignment.
CREATE TABLE subject (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    crossing BLOB NOT NULL CHECK (octet_length(crossing) = 16),
    subject INTEGER NOT NULL,
    kind TEXT NOT NULL,
    phase TEXT NOT NULL,
    label TEXT NOT NULL,
    document_issuer TEXT,
    document_number TEXT,
    nationality TEXT,
    birth_date TEXT,
    plate TEXT,
    declaration TEXT,
    PRIMARY KEY (post, crossing, subject),
    FOREIGN KEY (post, crossing) REFERENCES crossing (post, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Projection: a step of the procedure.
CREATE TABLE step (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    crossing BLOB NOT NULL CHECK (octet_length(crossing) = 16),
    step INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    position INTEGER NOT NULL,
    side TEXT NOT NULL,
    state TEXT NOT NULL,
    agency TEXT NOT NULL,
    control TEXT NOT NULL,
    status TEXT NOT NULL,
    officer TEXT,
    desk TEXT,
    since TEXT NOT NULL,
    PRIMARY KEY (post, crossing, step),
    FOREIGN KEY (post, crossing) REFERENCES crossing (post, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Projection: an officer at work on a crossing. The key holds one open claim an officer.
CREATE TABLE claim (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    officer TEXT NOT NULL,
    crossing BLOB NOT NULL CHECK (octet_length(crossing) = 16),
    PRIMARY KEY (post, officer),
    FOREIGN KEY (post, crossing) REFERENCES crossing (post, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Projection: the steps of a claim. The key holds one open claim a step.
CREATE TABLE claim_step (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    crossing BLOB NOT NULL CHECK (octet_length(crossing) = 16),
    step INTEGER NOT NULL,
    officer TEXT NOT NULL,
    PRIMARY KEY (post, crossing, step),
    FOREIGN KEY (post, officer) REFERENCES claim (post, officer) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Projection: a notice.
CREATE TABLE notice (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    serial TEXT NOT NULL,
    crossing BLOB NOT NULL CHECK (octet_length(crossing) = 16),
    subject INTEGER NOT NULL,
    state TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    served TEXT,
    PRIMARY KEY (post, crossing, serial),
    FOREIGN KEY (post, crossing) REFERENCES crossing (post, id) ON DELETE CASCADE,
    UNIQUE (post, serial)
) STRICT, WITHOUT ROWID;

-- Projection: a slip.
CREATE TABLE slip (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    serial TEXT NOT NULL,
    crossing BLOB NOT NULL CHECK (octet_length(crossing) = 16),
    issued_at TEXT NOT NULL,
    digest BLOB NOT NULL,
    revoked_at TEXT,
    PRIMARY KEY (post, crossing, serial),
    FOREIGN KEY (post, crossing) REFERENCES crossing (post, id) ON DELETE CASCADE,
    UNIQUE (post, serial)
) STRICT, WITHOUT ROWID;

-- Projection: the declaration of a consignment.
CREATE TABLE declaration (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    crossing BLOB NOT NULL CHECK (octet_length(crossing) = 16),
    subject INTEGER NOT NULL,
    reference TEXT NOT NULL,
    model TEXT NOT NULL,
    declarant TEXT NOT NULL,
    currency TEXT NOT NULL,
    PRIMARY KEY (post, crossing, subject),
    FOREIGN KEY (post, crossing) REFERENCES crossing (post, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Projection: an item of a declaration. Packages in thousandths, masses in grams, value in hundredths.
CREATE TABLE declaration_item (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    crossing BLOB NOT NULL CHECK (octet_length(crossing) = 16),
    subject INTEGER NOT NULL,
    item INTEGER NOT NULL,
    hs_code TEXT NOT NULL,
    description TEXT NOT NULL,
    packages_milli INTEGER NOT NULL,
    package_kind TEXT NOT NULL,
    gross_mass_g INTEGER NOT NULL,
    net_mass_g INTEGER NOT NULL,
    value_cents INTEGER NOT NULL,
    origin TEXT NOT NULL,
    PRIMARY KEY (post, crossing, subject, item),
    FOREIGN KEY (post, crossing) REFERENCES crossing (post, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Projection: an examination.
CREATE TABLE examination (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    crossing BLOB NOT NULL CHECK (octet_length(crossing) = 16),
    examination INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    requested_by TEXT NOT NULL,
    is_joint INTEGER NOT NULL CHECK (is_joint IN (0, 1)),
    bay TEXT,
    stage TEXT NOT NULL,
    requested_at TEXT NOT NULL,
    closed_at TEXT,
    PRIMARY KEY (post, crossing, examination),
    FOREIGN KEY (post, crossing) REFERENCES crossing (post, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Projection: who may work here.
CREATE TABLE officer (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    officer TEXT NOT NULL,
    state TEXT NOT NULL,
    agency TEXT NOT NULL,
    roles TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT,
    PRIMARY KEY (post, officer),
    FOREIGN KEY (post) REFERENCES post (post)
) STRICT, WITHOUT ROWID;

-- Projection: open shifts.
CREATE TABLE shift (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    officer TEXT NOT NULL,
    state TEXT NOT NULL,
    desk TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    PRIMARY KEY (post, officer),
    FOREIGN KEY (post) REFERENCES post (post)
) STRICT, WITHOUT ROWID;

-- Public and wrapped keys.
CREATE TABLE key_material (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    state TEXT NOT NULL,
    kind TEXT NOT NULL,
    holder TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (post, state, kind, holder, epoch),
    FOREIGN KEY (post) REFERENCES post (post)
) STRICT, WITHOUT ROWID;

-- Documents that a State keeps sealed: its alert list, its criteria.
CREATE TABLE sealed_document (
    post BLOB NOT NULL CHECK (octet_length(post) = 16),
    state TEXT NOT NULL,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    ciphertext BLOB NOT NULL,
    PRIMARY KEY (post, state, name, version),
    FOREIGN KEY (post) REFERENCES post (post)
) STRICT;

CREATE INDEX act_of_post ON act (seq) WHERE crossing IS NULL;

CREATE UNIQUE INDEX act_of_command ON act (command) WHERE request IS NOT NULL;

CREATE INDEX crossing_word_of_crossing ON crossing_word (post, crossing);

CREATE INDEX crossing_by_end ON crossing (post, closed_at, arrived_at, id);

-- Against mistakes of our own programs; who can write the file can drop these, and the chain of hashes finds it out.
CREATE TRIGGER act_is_never_deleted BEFORE DELETE ON act
BEGIN
    SELECT RAISE(ABORT, 'an act is never deleted');
END;

CREATE TRIGGER act_is_never_changed
BEFORE UPDATE OF
    post, seq, crossing, version, at, kind, state, agency, desk, officer, command, request, header, procedure,
    hash, signature
ON act
BEGIN
    SELECT RAISE(ABORT, 'an act is never changed');
END;

-- Whoever takes it that nobody wrote since he looked finds out here.
CREATE TRIGGER act_follows_the_last BEFORE INSERT ON act WHEN new.seq <> coalesce((SELECT max(seq) FROM act), 0) + 1
BEGIN
    SELECT RAISE(ABORT, 'an act follows the last');
END;

CREATE TRIGGER act_gains_no_facts BEFORE UPDATE OF facts ON act WHEN new.facts IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'facts are erased or left alone');
END;
