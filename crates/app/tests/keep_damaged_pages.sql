SELECT format('ALTER DATABASE %I SET zero_damaged_pages = on', current_database())
