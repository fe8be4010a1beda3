-- Why: the Registrar holds the head of the ledger for milliseconds. A daemon that stands still in
-- the middle of a batch (a frozen machine, a stopped process) must not keep the others from writing
-- for longer than they wait for the lock, which is 15 s.
--
-- The role belongs to the whole cluster: when the migration of another database sets the same at
-- the same moment, that is no error.
--
-- Locks: none that anyone waits for. Time: milliseconds.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
DO $$
BEGIN
    ALTER ROLE probity_writer SET idle_in_transaction_session_timeout = '5s';
EXCEPTION
    WHEN internal_error THEN
        NULL; -- Set by the migration of another database since we began.
END
$$;
