ALTER SYSTEM RESET primary_conninfo
