UPDATE act SET officer = 'S-99' WHERE seq = 1;
