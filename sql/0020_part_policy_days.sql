-- Why: two versions of one regime that begin on the same day leave open which of them is the law.
-- The registrar refuses the second under the lock of the ledger's head; this refuses it whoever
-- writes.
--
-- Locks: ACCESS EXCLUSIVE on policy_version while an index over a few rows is built.
-- Time: milliseconds.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL ROLE probity_owner;

ALTER TABLE probity.policy_version
-- squawk-ignore constraint-missing-not-valid, disallowed-unique-constraint -- few rows
ADD CONSTRAINT policy_version_code_in_force_from_key UNIQUE (code, in_force_from);
