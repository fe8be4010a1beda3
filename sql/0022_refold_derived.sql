-- Why: a standing says whether its party is related to another, whose bar may then reach it. Those
-- that were written before this do not, so what is derived of parties is folded from the ledger
-- once more by the first daemon or command that opens it (see 0018).
--
-- Locks: one row of chore. Time: milliseconds; the folding, before the first daemon serves, takes
-- a time that grows with the number of entries.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL ROLE probity_owner;

UPDATE probity.chore SET done_at = 'epoch' WHERE name = 'derived.rebuild';
