SELECT format('ALTER DATABASE %I OWNER TO %I', $1::text, $1::text || '_owner')
