UPDATE crossing SET label = 'SOMEBODY ELSE' WHERE id = (SELECT id FROM crossing ORDER BY arrived_at LIMIT 1);
