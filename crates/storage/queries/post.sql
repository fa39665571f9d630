SELECT
    post AS "post!: Uuid",
    code AS "code!: String",
    name AS "name!: String",
    is_demonstration AS "is_demonstration!: bool",
    founded_at AS "founded_at!: DateTime<Utc>",
    format AS "format!: i32",
    copy_of AS "copy_of?: String"
FROM post
