INSERT INTO declaration_item (post, crossing, subject, item, hs_code, description, packages_milli, package_kind, gross_mass_g, net_mass_g, value_cents, origin)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (post, crossing, subject, item) DO UPDATE SET
    hs_code = excluded.hs_code,
    description = excluded.description,
    packages_milli = excluded.packages_milli,
    package_kind = excluded.package_kind,
    gross_mass_g = excluded.gross_mass_g,
    net_mass_g = excluded.net_mass_g,
    value_cents = excluded.value_cents,
    origin = excluded.origin
