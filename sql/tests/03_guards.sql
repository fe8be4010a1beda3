-- Guards: what is recorded stays, whoever asks, and the ledger goes on only where it ends.

BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT plan(46);

-- Runs the statement as the role and undoes it. Answers the name of the guard that refused it,
-- else the SQLSTATE, else `accepted`.
CREATE FUNCTION pg_temp.refusal(role_name name, statement text) RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    guard text;
BEGIN
    EXECUTE format('SET LOCAL ROLE %I', role_name);
    EXECUTE statement;
    RAISE EXCEPTION USING ERRCODE = 'ZZ000';
EXCEPTION
    WHEN SQLSTATE 'ZZ000' THEN
        RETURN 'accepted';
    WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS guard = CONSTRAINT_NAME;
        RETURN coalesce(nullif(guard, ''), SQLSTATE);
END
$$;

SELECT set_eq(
    $$ SELECT t.tgrelid::regclass::text, t.tgname::text, t.tgenabled::text
       FROM pg_trigger AS t
       JOIN pg_class AS c ON c.oid = t.tgrelid
       WHERE c.relnamespace = 'probity'::regnamespace AND NOT t.tgisinternal $$,
    $$ VALUES
       ('probity.ledger_entry', 'ledger_entry_append_only', 'A'),
       ('probity.ledger_entry', 'ledger_entry_no_gap', 'O'),
       ('probity.ledger_head', 'ledger_head_only_grows', 'A'),
       ('probity.ledger_head', 'ledger_head_stays', 'A'),
       ('probity.ledger_subtree', 'ledger_subtree_append_only', 'A'),
       ('probity.policy_draft', 'policy_draft_append_only', 'A'),
       ('probity.policy_version', 'policy_version_append_only', 'A'),
       ('probity.register_edition', 'register_edition_append_only', 'A') $$,
    'the guards are these, and all of them are on'
);

-- 5 tables, 3 commands, 2 roles: 30 tests.
SELECT is(
    pg_temp.refusal(r.role_name, format(c.command, t.table_name, t.column_name)),
    t.table_name || '_append_only',
    format('%s refused to %s', format(c.command, t.table_name, t.column_name), r.role_name)
)
FROM (
    VALUES
        ('ledger_entry', 'kind'), ('ledger_subtree', 'hash'),
        ('policy_draft', 'pack'), ('policy_version', 'pack'), ('register_edition', 'sha256')
) AS t (table_name, column_name),
    (
        VALUES
            ('UPDATE probity.%1$s SET %2$s = %2$s'),
            ('DELETE FROM probity.%1$s'),
            ('TRUNCATE probity.%1$s')
    ) AS c (command),
    (VALUES ('probity_owner'::name), (current_user)) AS r (role_name);

SET LOCAL session_replication_role = replica;
SELECT is(
    pg_temp.refusal(current_user, 'DELETE FROM probity.ledger_entry'),
    'ledger_entry_append_only',
    'replication mode does not switch the guard of the ledger off'
);
SELECT is(
    pg_temp.refusal(current_user, 'DELETE FROM probity.ledger_head'),
    'ledger_head_stays',
    'nor that of its head'
);
RESET session_replication_role;

SELECT is(
    pg_temp.refusal(current_user, 'DELETE FROM probity.ledger_head'),
    'ledger_head_stays',
    'the head cannot be deleted'
);
SELECT is(
    pg_temp.refusal('probity_owner', 'TRUNCATE probity.ledger_head'),
    'ledger_head_stays',
    'the head cannot be truncated'
);

PREPARE append (bigint, bigint) AS
INSERT INTO probity.ledger_entry (number, recorded_at, kind, bytes, leaf_hash)
SELECT n, '2026-01-01 00:00:00+00'::timestamptz + n * interval '1 microsecond', 'test.made',
    '\x7b7d', sha256('\x007b7d')
FROM generate_series($1, $2) AS n;

SELECT is(
    pg_temp.refusal('probity_writer', 'EXECUTE append(2, 3)'), 'ledger_entry_no_gap',
    'the first entry is number 1'
);
SELECT is(
    pg_temp.refusal('probity_writer', 'EXECUTE append(1, 0)'), 'accepted',
    'an INSERT of nothing is nothing'
);
SELECT lives_ok('EXECUTE append(1, 3)', 'a block from 1 is taken');
SELECT lives_ok('EXECUTE append(4, 4)', 'a block that follows is taken');
SELECT is(
    pg_temp.refusal('probity_writer', 'EXECUTE append(6, 7)'), 'ledger_entry_no_gap',
    'a block that leaves a number out is refused'
);
SELECT is(
    pg_temp.refusal(
        'probity_writer',
        $$ INSERT INTO probity.ledger_entry (number, recorded_at, kind, bytes, leaf_hash)
           SELECT n, '2026-01-02 00:00:00+00'::timestamptz + n * interval '1 microsecond',
               'test.made', '\x7b7d', sha256('\x007b7d')
           FROM unnest(ARRAY[5, 7]) AS n $$
    ),
    'ledger_entry_no_gap', 'a block with a hole in it is refused'
);
SELECT is(
    pg_temp.refusal(
        'probity_writer',
        $$ INSERT INTO probity.ledger_entry (number, recorded_at, kind, bytes, leaf_hash)
           SELECT number + 1, recorded_at - interval '1 second', kind, bytes, leaf_hash
           FROM probity.ledger_entry WHERE number = 4 $$
    ),
    'ledger_entry_no_gap', 'an entry recorded before the one before it is refused'
);
SELECT is(
    pg_temp.refusal(
        'probity_writer',
        $$ INSERT INTO probity.ledger_entry (number, recorded_at, kind, bytes, leaf_hash)
           SELECT number, '2026-02-02 00:00:00+00'::timestamptz - number * interval '1 second',
               'test.made', '\x7b7d', sha256('\x007b7d')
           FROM generate_series(5, 6) AS number $$
    ),
    'ledger_entry_no_gap', 'a block whose instants fall is refused'
);

SELECT lives_ok(
    $$ UPDATE probity.ledger_head
       SET size = 4, recorded_at = '2026-01-01 00:00:00.000004+00',
           compact_range = int8send(4) || sha256('a') $$,
    'the head grows'
);
SELECT is(
    pg_temp.refusal(
        'probity_writer',
        $$ UPDATE probity.ledger_head SET size = 2, recorded_at = '2026-01-02 00:00:00+00',
           compact_range = int8send(2) || sha256('a') $$
    ),
    'ledger_head_only_grows', 'a smaller head is refused'
);
SELECT is(
    pg_temp.refusal(
        current_user,
        $$ UPDATE probity.ledger_head SET compact_range = int8send(4) || sha256('b') $$
    ),
    'ledger_head_only_grows', 'another head of the same size is refused'
);

SELECT * FROM finish();
ROLLBACK;
