-- The last act is the one before the next command's first; the version is the newest that the command made.
SELECT
    act.command AS "key!: Uuid",
    act.officer AS "officer!: String",
    act.request AS "digest!: Vec<u8>",
    act.seq AS "first_seq!: i64",
    coalesce(
        (
            SELECT later.seq - 1
            FROM act AS later
            WHERE later.post = $1 AND later.seq > act.seq AND later.request IS NOT NULL
            ORDER BY later.seq
            LIMIT 1
        ),
        (SELECT max(newest.seq) FROM act AS newest WHERE newest.post = $1)
    ) AS "last_seq!: i64",
    act.crossing AS "crossing?: Uuid",
    (
        SELECT made.version
        FROM act AS made
        WHERE made.post = $1 AND made.crossing = act.crossing AND made.command = act.command
        ORDER BY made.version DESC
        LIMIT 1
    ) AS "version?: i32"
FROM act
WHERE act.post = $1 AND act.command = $2 AND act.request IS NOT NULL
