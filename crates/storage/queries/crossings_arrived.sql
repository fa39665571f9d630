SELECT
    id AS "id!: Uuid",
    reference AS "reference!: String",
    flow AS "flow!: String",
    direction AS "direction!: String",
    category AS "category?: String",
    priority AS "priority!: String",
    phase AS "phase!: String",
    exit_state AS "exit_state!: String",
    entry_state AS "entry_state!: String",
    host_state AS "host_state!: String",
    label AS "label!: String",
    detail AS "detail!: String",
    heads AS "heads!: i32",
    arrived_at AS "arrived_at!: DateTime<Utc>",
    version AS "version!: i32",
    closed_at AS "closed_at?: DateTime<Utc>"
FROM crossing
WHERE post = $1 AND flow = $2 AND arrived_at >= $3 AND arrived_at < $4
ORDER BY arrived_at, id
