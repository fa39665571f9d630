SELECT count(*) FROM own_log
