INSERT INTO declaration (post, crossing, subject, reference, model, declarant, currency)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (post, crossing, subject) DO UPDATE SET
    reference = excluded.reference,
    model = excluded.model,
    declarant = excluded.declarant,
    currency = excluded.currency
