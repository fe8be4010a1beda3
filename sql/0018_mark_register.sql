-- Why: a register that stood before 0014 has no versions of its accreditations. They are folded
-- from the ledger by the first daemon or command that opens it, once: this row says that it is
-- due, and `done_at` after the epoch that it is done.
--
-- Locks: none that anyone waits for. Time: milliseconds; the folding, before the first daemon
-- serves, about a minute for 100,000 parties.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL ROLE probity_owner;

INSERT INTO probity.chore (name, done_at) VALUES ('register.rebuild', 'epoch');
