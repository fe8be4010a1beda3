-- Paths: what each role can and cannot do, tried out on a party, a person and a token.

BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT plan(58);

-- Runs the statement as the role. Answers `done`, or the SQLSTATE with which it was refused.
CREATE FUNCTION pg_temp.outcome(role_name name, statement text) RETURNS text
LANGUAGE plpgsql
AS $$
BEGIN
    EXECUTE format('SET LOCAL ROLE %I', role_name);
    EXECUTE statement;
    RESET ROLE;
    RETURN 'done';
EXCEPTION
    WHEN OTHERS THEN
        RETURN SQLSTATE;
END
$$;

CREATE FUNCTION pg_temp.in_one_line(statement text) RETURNS text
LANGUAGE sql RETURN btrim(regexp_replace(statement, '\s+', ' ', 'g'));

-- The writer records a person, an event and a token: 12 tests.
SELECT is(
    pg_temp.outcome('probity_writer', s.statement), 'done',
    'the writer may: ' || pg_temp.in_one_line(s.statement)
)
FROM (
    VALUES
        ('SELECT size FROM probity.ledger_head FOR UPDATE'),
        ($$ INSERT INTO probity.ledger_entry (number, recorded_at, kind, bytes, leaf_hash)
            VALUES (1, '2026-01-01 00:00:00+00', 'test.made', '\x7b7d', sha256('a')) $$),
        ($$ UPDATE probity.ledger_head SET size = 1, recorded_at = '2026-01-01 00:00:00+00',
            compact_range = int8send(1) || sha256('a') $$),
        ($$ INSERT INTO probity.person_key (party_id, wrapped_key, created_at)
            VALUES ('00000000-0000-7000-8000-000000000001', sha256('k'), now()) $$),
        ($$ INSERT INTO probity.personal_text (text_id, party_id, purpose, sealed, created_at)
            VALUES ('00000000-0000-7000-8000-000000000002',
                '00000000-0000-7000-8000-000000000001', 'party.name', sha256('t'), now()) $$),
        ($$ INSERT INTO probity.standing (party_id, role, regime, entry_number, bytes)
            VALUES ('00000000-0000-7000-8000-000000000001', 'sponsor', 'test', 1, '\x7b7d')
            ON CONFLICT (party_id, role, regime) DO UPDATE SET bytes = excluded.bytes $$),
        ($$ INSERT INTO probity.party_key (key, party_id)
            VALUES ('test:1', '00000000-0000-7000-8000-000000000001')
            ON CONFLICT (key) DO NOTHING $$),
        ($$ INSERT INTO probity.ledger_subtree (level, index, hash)
            VALUES (8, 0, sha256('a')) ON CONFLICT (level, index) DO NOTHING $$),
        ($$ INSERT INTO probity.access_token (token_id, secret_sha256, role, label, issued_at)
            VALUES ('00000000-0000-7000-8000-000000000003', sha256('s'), 'auditor', 'a', now()) $$),
        ($$ UPDATE probity.access_token SET revoked_at = now() $$),
        ($$ INSERT INTO probity.idempotency
            (principal, route, key, request_sha256, entry_number, recorded_at)
            VALUES ('00000000-0000-7000-8000-000000000003', 'r', 'k', sha256('r'), 1, now()) $$),
        ($$ DELETE FROM probity.idempotency WHERE recorded_at < now() - interval '30 days' $$)
) AS s (statement);

-- 42501 is insufficient_privilege: 13 tests.
SELECT is(
    pg_temp.outcome('probity_writer', s.statement), '42501',
    'the writer may not: ' || pg_temp.in_one_line(s.statement)
)
FROM (
    VALUES
        ($$ UPDATE probity.ledger_entry SET bytes = '\x00' $$),
        ('DELETE FROM probity.ledger_entry'),
        ('TRUNCATE probity.ledger_entry'),
        ('DELETE FROM probity.ledger_head'),
        ('ALTER TABLE probity.ledger_entry DISABLE TRIGGER ledger_entry_append_only'),
        ('UPDATE probity.personal_text SET sealed = sealed'),
        ('UPDATE probity.person_key SET wrapped_key = wrapped_key'),
        ($$ UPDATE probity.access_token SET role = 'administrator' $$),
        ('DELETE FROM probity.access_token'),
        ('UPDATE probity.policy_version SET pack = pack'),
        ('UPDATE probity.policy_draft SET pack = pack'),
        ('INSERT INTO probity.schema_migration SELECT * FROM probity.schema_migration'),
        ('CREATE TABLE probity.note (a integer)')
) AS s (statement);

-- 4 tests.
SELECT is(
    pg_temp.outcome('probity_hot_reader', s.statement), 'done',
    'the hot reader may: ' || pg_temp.in_one_line(s.statement)
)
FROM (
    VALUES
        ('SELECT bytes FROM probity.standing'),
        ('SELECT party_id FROM probity.party_key'),
        ('SELECT size, recorded_at FROM probity.ledger_head'),
        ($$ SELECT s.bytes, h.size FROM probity.party_key AS k
            JOIN probity.standing AS s USING (party_id), probity.ledger_head AS h
            WHERE k.key = ANY (ARRAY['test:1']) $$)
) AS s (statement);

-- 22 tests.
SELECT is(
    pg_temp.outcome('probity_hot_reader', format('SELECT 1 FROM probity.%I', t.table_name)),
    '42501', 'the hot reader does not read ' || t.table_name
)
FROM unnest(ARRAY[
    'ledger_entry', 'ledger_subtree', 'party', 'history', 'event_index', 'accreditation_index',
    'event_tally', 'person_key', 'personal_text', 'access_token', 'access_token_party',
    'authority', 'idempotency', 'policy_version', 'policy_draft', 'register_edition',
    'schema_migration',
    'look_up_count', 'chore', 'duty', 'outbox', 'proceeding'
]) AS t (table_name);

SELECT is(
    pg_temp.outcome('probity_hot_reader', 'SELECT compact_range FROM probity.ledger_head'),
    '42501', 'the hot reader reads no more of the head than size and instant'
);
SELECT is(
    pg_temp.outcome('probity_query', 'SELECT sealed FROM probity.personal_text'),
    'done', 'the query role reads sealed texts'
);
SELECT is(
    pg_temp.outcome('probity_query', 'SELECT 1 FROM probity.idempotency'),
    '42501', 'the query role does not read idempotency keys'
);
SELECT is(
    pg_temp.outcome('probity_query', 'SELECT size FROM probity.ledger_head FOR UPDATE'),
    '42501', 'the query role cannot stop the writers'
);
SELECT is(
    pg_temp.outcome(
        'probity_query',
        $$ INSERT INTO probity.party_key VALUES
           ('test:2', '00000000-0000-7000-8000-000000000001') $$
    ),
    '42501', 'the query role writes nothing'
);

SELECT is(
    pg_temp.outcome(
        'probity_writer',
        $$ DELETE FROM probity.person_key
           WHERE party_id = '00000000-0000-7000-8000-000000000001' $$
    ),
    'done', 'the writer erases a person'
);
SELECT is_empty(
    'SELECT 1 FROM probity.personal_text', 'with the key of a person go the sealed texts'
);

SELECT * FROM finish();
ROLLBACK;
