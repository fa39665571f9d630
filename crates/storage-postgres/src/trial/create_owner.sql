SELECT format('CREATE ROLE %I LOGIN CREATEROLE', $1::text || '_owner')
