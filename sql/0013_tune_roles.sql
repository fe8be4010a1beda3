-- Why: the statements of writer and hot reader are few, run very often with arrays of any length,
-- and find rows by a key. To plan them each time takes longer than to run them, so one plan serves
-- all; and before a table's first ANALYZE that plan would read it whole, so it goes by the index
-- whatever the statistics say. And the Registrar holds the head of the ledger for milliseconds: a
-- daemon that stands still in the middle of a batch (a frozen machine, a stopped process) must not
-- keep the others from writing for longer than they wait, which is 15 s.
--
-- The role belongs to the whole cluster: when the migration of another database sets the same at
-- the same moment, that is no error.
--
-- Locks: none that anyone waits for. Time: milliseconds.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
DO $$
DECLARE
    tuned text;
BEGIN
    FOREACH tuned IN ARRAY ARRAY['probity_writer', 'probity_hot_reader'] LOOP
        EXECUTE format('ALTER ROLE %I SET plan_cache_mode = force_generic_plan', tuned);
        EXECUTE format('ALTER ROLE %I SET enable_seqscan = off', tuned);
        EXECUTE format('ALTER ROLE %I SET enable_hashjoin = off', tuned);
        EXECUTE format('ALTER ROLE %I SET enable_mergejoin = off', tuned);
        EXECUTE format('ALTER ROLE %I SET jit = off', tuned);
    END LOOP;
    ALTER ROLE probity_writer SET idle_in_transaction_session_timeout = '5s';
EXCEPTION
    WHEN internal_error THEN
        NULL; -- Set by the migration of another database since we began.
END
$$;
