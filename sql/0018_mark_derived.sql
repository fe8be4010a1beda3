-- Why: what 0012 and 0014 derive of parties, and standings in the form of this version, are not
-- there for a ledger that stood before them. They are folded from it by the first daemon or command
-- that opens it, once: this row says that it is due, and `done_at` after the epoch that it is done.
--
-- Locks: none that anyone waits for. Time: milliseconds; the folding, before the first daemon
-- serves, takes a time that grows with the number of entries.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL ROLE probity_owner;

INSERT INTO probity.chore (name, done_at) VALUES ('derived.rebuild', 'epoch');
