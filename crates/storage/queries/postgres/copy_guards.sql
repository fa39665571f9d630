-- Spells how the owner's own guards on rows that are written are set aside while a post is put back, and set up again. They
-- guard against who writes new acts; these acts are verified instead.
SELECT
    format('ALTER TABLE %I DISABLE TRIGGER USER', class.relname) AS "set_aside!: String",
    format('ALTER TABLE %I ENABLE TRIGGER USER', class.relname) AS "set_up!: String"
FROM pg_class AS class
WHERE
    class.relnamespace = current_schema()::regnamespace
    AND class.relkind = 'r'
    AND EXISTS (SELECT FROM pg_trigger AS guard WHERE guard.tgrelid = class.oid AND NOT guard.tgisinternal)
UNION ALL
SELECT
    format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', class.relname) AS "set_aside!: String",
    format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', class.relname) AS "set_up!: String"
FROM pg_class AS class
WHERE class.relnamespace = current_schema()::regnamespace AND class.relkind = 'r' AND class.relforcerowsecurity
