SELECT split_part(reader, '/', 1), count(*) FROM sealed_part GROUP BY 1
