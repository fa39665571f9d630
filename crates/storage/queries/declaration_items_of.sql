SELECT
    subject AS "subject!: i32",
    item AS "item!: i32",
    hs_code AS "hs_code!: String",
    description AS "description!: String",
    packages_milli AS "packages_milli!: i64",
    package_kind AS "package_kind!: String",
    gross_mass_g AS "gross_mass_g!: i64",
    net_mass_g AS "net_mass_g!: i64",
    value_cents AS "value_cents!: i64",
    origin AS "origin!: String"
FROM declaration_item
WHERE post = $1 AND crossing = $2
ORDER BY subject, item
