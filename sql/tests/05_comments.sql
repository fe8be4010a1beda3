-- Comments: whoever opens the database must see what a column means, where it comes from, whether
-- it is personal data and how long it is kept.

BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT plan(6);

SELECT is_empty(
    $$ SELECT c.relname FROM pg_class AS c
       WHERE c.relnamespace = 'probity'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')
           AND coalesce(obj_description(c.oid, 'pg_class'), '') !~ '\w.* Source: .* Kept: ' $$,
    'every table says what it is, where its rows come from and how long they are kept'
);

SELECT is_empty(
    $$ SELECT c.relname, a.attname
       FROM pg_attribute AS a
       JOIN pg_class AS c ON c.oid = a.attrelid
       WHERE c.relnamespace = 'probity'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')
           AND a.attnum > 0 AND NOT a.attisdropped
           AND coalesce(col_description(c.oid, a.attnum), '')
               !~ '\w.* Personal data: (none|open|pseudonymous|sealed|secret)\.$' $$,
    'every column says what it means and its class of personal data'
);

SELECT is_empty(
    $$ SELECT oid::regprocedure FROM pg_proc
       WHERE pronamespace = 'probity'::regnamespace
           AND obj_description(oid, 'pg_proc') IS NULL $$,
    'every function says what it does'
);

SELECT isnt(
    obj_description('probity'::regnamespace, 'pg_namespace'), NULL, 'the schema says what it holds'
);

SELECT is_empty(
    $$ SELECT conname FROM pg_constraint
       WHERE connamespace = 'probity'::regnamespace AND contype <> 't'
           AND conname !~ (
               '^' || (SELECT relname FROM pg_class WHERE oid = conrelid)
               || '_\w+_(pk|key|fk|check|excl)$') $$,
    'every constraint is named table_columns_kind'
);

SELECT is_empty(
    $$ SELECT i.relname FROM pg_index AS x
       JOIN pg_class AS i ON i.oid = x.indexrelid
       JOIN pg_class AS t ON t.oid = x.indrelid
       WHERE t.relnamespace = 'probity'::regnamespace
           AND i.relname !~ ('^' || t.relname || '_\w+_(pk|key|excl|idx)$') $$,
    'every index is named table_columns_kind'
);

SELECT * FROM finish();
ROLLBACK;
