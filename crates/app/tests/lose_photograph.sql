DELETE FROM photograph;
