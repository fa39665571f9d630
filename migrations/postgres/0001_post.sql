-- One post: its journal, the projections of its open parts, its keys.
-- The other engine's folder has the same tables and columns under the same number.

-- The post that this database belongs to.
CREATE TABLE post (
    post uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    is_demonstration boolean NOT NULL,
    founded_at timestamptz NOT NULL,
    format integer NOT NULL,
    PRIMARY KEY (post)
);

-- One database, one post: two foundings that race can't both win.
CREATE UNIQUE INDEX post_is_alone ON post ((true));

-- The counter of the journal: whoever writes locks this row first.
CREATE TABLE feed (
    post uuid NOT NULL,
    seq bigint NOT NULL,
    hash bytea NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (post),
    FOREIGN KEY (post) REFERENCES post (post),
    CHECK (octet_length(hash) = 32)
);

-- The journal. Rows are only added; of a stored act nothing but its facts may ever be erased. The digest of the request
-- stands on the first act of a command: sent again under its key it gets the same answer.
CREATE TABLE act (
    post uuid NOT NULL,
    seq bigint NOT NULL,
    crossing uuid,
    version integer,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    agency text NOT NULL,
    desk text NOT NULL,
    officer text NOT NULL,
    command uuid NOT NULL,
    request bytea,
    header bytea NOT NULL,
    procedure bytea NOT NULL,
    facts bytea,
    hash bytea NOT NULL,
    signature bytea NOT NULL,
    PRIMARY KEY (post, seq),
    FOREIGN KEY (post) REFERENCES post (post),
    UNIQUE (post, crossing, version),
    CHECK ((crossing IS NULL) = (version IS NULL)),
    CHECK (octet_length(hash) = 32)
);

-- What one reader can open of an act.
CREATE TABLE sealed_part (
    post uuid NOT NULL,
    seq bigint NOT NULL,
    reader text NOT NULL,
    epoch integer NOT NULL,
    ciphertext bytea NOT NULL,
    PRIMARY KEY (post, seq, reader),
    FOREIGN KEY (post, seq) REFERENCES act (post, seq)
);

-- The last serial given in a month.
CREATE TABLE serial (
    post uuid NOT NULL,
    month text NOT NULL,
    last integer NOT NULL,
    PRIMARY KEY (post, month),
    FOREIGN KEY (post) REFERENCES post (post)
);

-- Projection: a crossing.
CREATE TABLE crossing (
    post uuid NOT NULL,
    id uuid NOT NULL,
    reference text NOT NULL,
    flow text NOT NULL,
    direction text NOT NULL,
    category text,
    priority text NOT NULL,
    phase text NOT NULL,
    exit_state text NOT NULL,
    entry_state text NOT NULL,
    host_state text NOT NULL,
    label text NOT NULL,
    detail text NOT NULL,
    heads integer NOT NULL,
    arrived_at timestamptz NOT NULL,
    version integer NOT NULL,
    closed_at timestamptz,
    PRIMARY KEY (post, id),
    FOREIGN KEY (post) REFERENCES post (post),
    UNIQUE (post, reference)
);

-- Projection: what a crossing is found by, folded (lower case, letters and digits only).
CREATE TABLE crossing_word (
    post uuid NOT NULL,
    crossing uuid NOT NULL,
    word text COLLATE "C" NOT NULL,
    PRIMARY KEY (post, word, crossing),
    FOREIGN KEY (post, crossing) REFERENCES crossing (post, id) ON DELETE CASCADE
);

-- Projection: a traveller, a conveyance or a consignment.
CREATE TABLE subject (
    post uuid NOT NULL,
    crossing uuid NOT NULL,
    subject integer NOT NULL,
    kind text NOT NULL,
    phase text NOT NULL,
    label text NOT NULL,
    document_issuer text,
    document_number text,
    nationality text,
    birth_date text,
    plate text,
    declaration text,
    PRIMARY KEY (post, crossing, subject),
    FOREIGN KEY (post, crossing) REFERENCES crossing (post, id) ON DELETE CASCADE
);

-- Projection: a step of the procedure.
CREATE TABLE step (
    post uuid NOT NULL,
    crossing uuid NOT NULL,
    step integer NOT NULL,
    subject integer NOT NULL,
    position integer NOT NULL,
    side text NOT NULL,
    state text NOT NULL,
    agency text NOT NULL,
    control text NOT NULL,
    status text NOT NULL,
    officer text,
    desk text,
    since timestamptz NOT NULL,
    PRIMARY KEY (post, crossing, step),
    FOREIGN KEY (post, crossing) REFERENCES crossing (post, id) ON DELETE CASCADE
);

-- Projection: an officer at work on a crossing. The key holds one open claim an officer.
CREATE TABLE claim (
    post uuid NOT NULL,
    officer text NOT NULL,
    crossing uuid NOT NULL,
    PRIMARY KEY (post, officer),
    FOREIGN KEY (post, crossing) REFERENCES crossing (post, id) ON DELETE CASCADE
);

-- Projection: the steps of a claim. The key holds one open claim a step.
CREATE TABLE claim_step (
    post uuid NOT NULL,
    crossing uuid NOT NULL,
    step integer NOT NULL,
    officer text NOT NULL,
    PRIMARY KEY (post, crossing, step),
    FOREIGN KEY (post, officer) REFERENCES claim (post, officer) ON DELETE CASCADE
);

-- Projection: a notice.
CREATE TABLE notice (
    post uuid NOT NULL,
    serial text NOT NULL,
    crossing uuid NOT NULL,
    subject integer NOT NULL,
    state text NOT NULL,
    issued_at timestamptz NOT NULL,
    served text,
    PRIMARY KEY (post, crossing, serial),
    FOREIGN KEY (post, crossing) REFERENCES crossing (post, id) ON DELETE CASCADE,
    UNIQUE (post, serial)
);

-- Projection: a slip.
CREATE TABLE slip (
    post uuid NOT NULL,
    serial text NOT NULL,
    crossing uuid NOT NULL,
    issued_at timestamptz NOT NULL,
    digest bytea NOT NULL,
    revoked_at timestamptz,
    PRIMARY KEY (post, crossing, serial),
    FOREIGN KEY (post, crossing) REFERENCES crossing (post, id) ON DELETE CASCADE,
    UNIQUE (post, serial)
);

-- Projection: the declaration of a consignment.
CREATE TABLE declaration (
    post uuid NOT NULL,
    crossing uuid NOT NULL,
    subject integer NOT NULL,
    reference text NOT NULL,
    model text NOT NULL,
    declarant text NOT NULL,
    currency text NOT NULL,
    PRIMARY KEY (post, crossing, subject),
    FOREIGN KEY (post, crossing) REFERENCES crossing (post, id) ON DELETE CASCADE
);

-- Projection: an item of a declaration. Packages in thousandths, masses in grams, value in hundredths.
CREATE TABLE declaration_item (
    post uuid NOT NULL,
    crossing uuid NOT NULL,
    subject integer NOT NULL,
    item integer NOT NULL,
    hs_code text NOT NULL,
    description text NOT NULL,
    packages_milli bigint NOT NULL,
    package_kind text NOT NULL,
    gross_mass_g bigint NOT NULL,
    net_mass_g bigint NOT NULL,
    value_cents bigint NOT NULL,
    origin text NOT NULL,
    PRIMARY KEY (post, crossing, subject, item),
    FOREIGN KEY (post, crossing) REFERENCES crossing (post, id) ON DELETE CASCADE
);

-- Projection: an examination.
CREATE TABLE examination (
    post uuid NOT NULL,
    crossing uuid NOT NULL,
    examination integer NOT NULL,
    subject integer NOT NULL,
    requested_by text NOT NULL,
    is_joint boolean NOT NULL,
    bay text,
    stage text NOT NULL,
    requested_at timestamptz NOT NULL,
    closed_at timestamptz,
    PRIMARY KEY (post, crossing, examination),
    FOREIGN KEY (post, crossing) REFERENCES crossing (post, id) ON DELETE CASCADE
);

-- Projection: who may work here.
CREATE TABLE officer (
    post uuid NOT NULL,
    officer text NOT NULL,
    state text NOT NULL,
    agency text NOT NULL,
    roles text NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_until timestamptz,
    PRIMARY KEY (post, officer),
    FOREIGN KEY (post) REFERENCES post (post)
);

-- Projection: open shifts.
CREATE TABLE shift (
    post uuid NOT NULL,
    officer text NOT NULL,
    state text NOT NULL,
    desk text NOT NULL,
    opened_at timestamptz NOT NULL,
    PRIMARY KEY (post, officer),
    FOREIGN KEY (post) REFERENCES post (post)
);

-- Public and wrapped keys.
CREATE TABLE key_material (
    post uuid NOT NULL,
    state text NOT NULL,
    kind text NOT NULL,
    holder text NOT NULL,
    epoch integer NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (post, state, kind, holder, epoch),
    FOREIGN KEY (post) REFERENCES post (post)
);

-- Documents that a State keeps sealed: its alert list, its criteria.
CREATE TABLE sealed_document (
    post uuid NOT NULL,
    state text NOT NULL,
    name text NOT NULL,
    version bigint NOT NULL,
    epoch integer NOT NULL,
    ciphertext bytea NOT NULL,
    PRIMARY KEY (post, state, name, version),
    FOREIGN KEY (post) REFERENCES post (post)
);

CREATE INDEX act_of_post ON act (post, seq) WHERE crossing IS NULL;

CREATE UNIQUE INDEX act_of_command ON act (post, command) WHERE request IS NOT NULL;

CREATE INDEX crossing_word_of_crossing ON crossing_word (post, crossing);

CREATE INDEX crossing_by_end ON crossing (post, closed_at, arrived_at, id);

-- Against mistakes of our own programs, whatever the role that runs them.
CREATE FUNCTION act_is_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an act is never changed or deleted' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER act_is_never_deleted BEFORE DELETE ON act
FOR EACH ROW EXECUTE FUNCTION act_is_only_added();

CREATE TRIGGER act_is_never_changed
BEFORE UPDATE OF
    post, seq, crossing, version, at, kind, state, agency, desk, officer, command, request, header, procedure,
    hash, signature
ON act
FOR EACH ROW EXECUTE FUNCTION act_is_only_added();

CREATE TRIGGER act_gains_no_facts BEFORE UPDATE OF facts ON act
FOR EACH ROW WHEN (new.facts IS NOT NULL) EXECUTE FUNCTION act_is_only_added();

CREATE TRIGGER act_is_never_emptied BEFORE TRUNCATE ON act
FOR EACH STATEMENT EXECUTE FUNCTION act_is_only_added();
