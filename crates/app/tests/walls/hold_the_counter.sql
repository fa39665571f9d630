BEGIN;
SET LOCAL idle_in_transaction_session_timeout = 0;
SELECT seq FROM take_counter()
