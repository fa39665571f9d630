SELECT format('ALTER DATABASE %I SET default_transaction_read_only = on', $1::text)
