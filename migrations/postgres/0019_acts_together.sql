-- Everybody waits for whoever has the counter, and he for every exchange with the server: what he reads when he has it comes with it,
-- and all acts of a command with what is sealed of them go in one. Either does no more than its caller may do himself, and triggers
-- and policies look at each row as before.

-- Takes the counter of the journal and returns the acts from a number on, as they stand once it is taken.
CREATE FUNCTION take_counter_and_read(the_post uuid, the_seq bigint) RETURNS SETOF act LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM take_counter();
    RETURN QUERY
    SELECT act.* FROM act WHERE act.post = the_post AND act.seq >= the_seq ORDER BY act.seq;
END
$$;

-- Adds the acts of a command in their order, the first with the digest of what was asked for, and then what is sealed of them.
CREATE FUNCTION add_acts(
    the_post uuid,
    the_request bytea,
    seqs bigint[],
    crossings uuid[],
    versions integer[],
    times timestamptz[],
    kinds text[],
    states text[],
    agencies text[],
    desks text[],
    officers text[],
    commands uuid[],
    headers bytea[],
    procedures bytea[],
    known_facts bytea[],
    hashes bytea[],
    signatures bytea[],
    acts_of_parts bigint[],
    readers text[],
    epochs integer[],
    ciphertexts bytea[]
) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    FOR turn IN 1 .. cardinality(seqs) LOOP
        INSERT INTO act (
            post, seq, crossing, version, at, kind, state, agency, desk, officer, command, request, header, procedure, facts,
            hash, signature
        )
        VALUES (
            the_post, seqs[turn], crossings[turn], versions[turn], times[turn], kinds[turn], states[turn], agencies[turn],
            desks[turn], officers[turn], commands[turn], CASE WHEN turn = 1 THEN the_request END, headers[turn],
            procedures[turn], known_facts[turn], hashes[turn], signatures[turn]
        );
    END LOOP;
    INSERT INTO sealed_part (post, seq, reader, epoch, ciphertext)
    SELECT the_post, part.seq, part.reader, part.epoch, part.ciphertext
    FROM unnest(acts_of_parts, readers, epochs, ciphertexts) AS part (seq, reader, epoch, ciphertext);
END
$$;

-- They find the post's tables and nothing else of that name.
DO $$
BEGIN
    EXECUTE format(
        'ALTER FUNCTION take_counter_and_read(uuid, bigint) SET search_path = pg_catalog, %I, pg_temp', current_schema()
    );
    EXECUTE format('ALTER FUNCTION add_acts SET search_path = pg_catalog, %I, pg_temp', current_schema());
END
$$;

-- As before, with what is new for each State to call.
CREATE OR REPLACE FUNCTION raise_walls(states text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    the_role text;
BEGIN
    PERFORM raise_first_walls(states);
    FOR the_role IN SELECT state_role.role FROM state_role LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION standby_is_there() TO %I', the_role);
        EXECUTE format('GRANT EXECUTE ON FUNCTION end_waits_for_standby() TO %I', the_role);
        EXECUTE format('GRANT EXECUTE ON FUNCTION take_counter_and_read(uuid, bigint) TO %I', the_role);
        EXECUTE format('GRANT EXECUTE ON FUNCTION add_acts TO %I', the_role);
    END LOOP;
END
$$;
