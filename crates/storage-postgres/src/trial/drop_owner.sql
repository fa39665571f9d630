SELECT format('DROP ROLE %I', $1::text)
