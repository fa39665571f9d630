-- What whoever owns the tables can do: take the triggers off, and change what was said.
ALTER TABLE act DISABLE TRIGGER USER;
UPDATE act SET kind = 'cleared', header = convert_to(replace(convert_from(header, 'UTF8'), '"kind":"registered"', '"kind":"cleared"'), 'UTF8')
WHERE kind = 'registered';
ALTER TABLE act ENABLE TRIGGER USER
