-- Why: the rows that stood before the kinds grew are held against the checks too. In a transaction
-- of its own, so that nobody who reads or writes waits for it.
--
-- Locks: history and tie_index SHARE UPDATE EXCLUSIVE, which only other changes of the schema wait
-- for. Time: about a second for a million rows.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '300s';
SET LOCAL ROLE probity_owner;

ALTER TABLE probity.history VALIDATE CONSTRAINT history_kind_check;
ALTER TABLE probity.tie_index VALIDATE CONSTRAINT tie_index_kind_check;
