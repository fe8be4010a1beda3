-- Why: the number is that of another change, which comes before the next one.
--
-- Locks: none. Time: none.

SET LOCAL ROLE probity_owner;

SELECT 1;
