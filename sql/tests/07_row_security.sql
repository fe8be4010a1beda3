-- Row-level security: the query role sees a row of a party only by the principal of its
-- transaction, the hot reader sees standings only, and the writer cannot change an entry. What is
-- expected stands in tables; `pg_temp.findings` compares them with what each role sees. At the end
-- every policy and every grant to read is taken away in turn, and each time there must be a
-- finding. (What the writer may write is told apart by 02_grants.sql.)

BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();

-- Tables without any row of a party. Whatever else there is must be guarded and stand below.
CREATE TEMPORARY TABLE open_table (table_name text PRIMARY KEY);
INSERT INTO open_table VALUES
('authority'), ('ledger_head'), ('ledger_subtree'), ('policy_version'), ('policy_draft'),
('register_edition'), ('schema_migration'), ('chore');

-- Parties a (CN-44), b (CN-35), c (GB), d (CN-440, which is not in CN-44), and the sole trader
-- p (CN-44). The last two digits of an id are the party's letter.
CREATE FUNCTION pg_temp.id(letter text) RETURNS uuid
LANGUAGE sql STRICT
RETURN ('00000000-0000-7000-8000-0000000000' || encode(letter::bytea, 'hex'))::uuid;

CREATE TEMPORARY TABLE seat (letter text PRIMARY KEY, region text, kind text);
INSERT INTO seat VALUES
('a', 'CN-44', 'organisation'), ('b', 'CN-35', 'organisation'), ('c', 'GB', 'organisation'),
('d', 'CN-440', 'organisation'), ('p', 'CN-44', 'soleTrader');

-- What each guarded table is to the query role.
CREATE TEMPORARY TABLE guarded_table (table_name text PRIMARY KEY, class text NOT NULL);
INSERT INTO guarded_table VALUES
('party', 'register'), ('party_key', 'register'),
('history', 'dossier'), ('ledger_entry', 'dossier'),
('event_index', 'index'), ('accreditation_index', 'index'), ('tie_index', 'index'),
('event_tally', 'index'), ('standing', 'index'), ('band_index', 'index'),
('sanction', 'sanction'), ('register_row', 'public'),
('person_key', 'personal'), ('personal_text', 'personal'),
('access_token', 'token'), ('access_token_party', 'mandate'), ('idempotency', 'closed'),
('look_up_count', 'access_log'), ('duty', 'index'), ('outbox', 'closed'),
('proceeding', 'personal');

INSERT INTO probity.party (party_id, kind, region, regime, name, entry_number)
SELECT pg_temp.id(letter), kind, region, 'test', CASE kind WHEN 'organisation' THEN letter END, 1
FROM seat;
INSERT INTO probity.party_key SELECT 'test:' || letter, pg_temp.id(letter) FROM seat;
INSERT INTO probity.ledger_entry (number, recorded_at, kind, party_id, bytes, leaf_hash)
SELECT row_number() OVER (ORDER BY letter),
    '2026-01-01'::timestamptz + ascii(letter) * interval '1 s', 'test.made', pg_temp.id(letter),
    '\x7b7d', sha256(letter::bytea)
FROM seat;
INSERT INTO probity.history
SELECT pg_temp.id(letter), 'party', pg_temp.id(letter), 1, '\x7b7d' FROM seat;
INSERT INTO probity.standing
SELECT pg_temp.id(letter), 'inviter', 'test', 1, '\x7b7d' FROM seat;
INSERT INTO probity.event_index SELECT gen_random_uuid(), pg_temp.id(letter) FROM seat;
INSERT INTO probity.accreditation_index SELECT gen_random_uuid(), pg_temp.id(letter) FROM seat;
INSERT INTO probity.tie_index SELECT gen_random_uuid(), pg_temp.id(letter), 'sanction' FROM seat;
INSERT INTO probity.event_tally
SELECT pg_temp.id(letter), 'inviter', 'test', 'i', 'alleged', 1, sha256('t')
FROM seat;
INSERT INTO probity.sanction
SELECT gen_random_uuid(), pg_temp.id(letter), '2026-01-01', NULL, letter IN ('a', 'c'), '\x7b7d', 1
FROM seat;
INSERT INTO probity.duty
SELECT gen_random_uuid(), pg_temp.id(letter), 'test', 'inviter', 'd', 'open', '2026-01-01', now(),
    '\x7b7d', 1
FROM seat;
INSERT INTO probity.proceeding
SELECT gen_random_uuid(), pg_temp.id(letter), 'case', 'test', '{2026-01-01}', '{opened}', '{NULL}'
FROM seat;
INSERT INTO probity.outbox
SELECT 'duty.reminder', gen_random_uuid(), '2026-01-01', pg_temp.id(letter), 'test', '\x7b7d', 1
FROM seat;
INSERT INTO probity.band_index
SELECT pg_temp.id(letter), 'inviter', 'test', NULL, '{}', '{}' FROM seat;
INSERT INTO probity.register_row
SELECT gen_random_uuid(), 1, NULL, pg_temp.id(letter), 'test', 'inviter', 'r', region,
    kind = 'organisation', NULL, NULL, '\x7b7d'
FROM seat;
INSERT INTO probity.look_up_count
SELECT pg_temp.id(letter), '2026-01-01T00:00:00Z', gen_random_uuid(), 'rating', 'visaDesk', NULL, 1
FROM seat;
INSERT INTO probity.person_key SELECT pg_temp.id(letter), sha256('k'), now() FROM seat;
INSERT INTO probity.personal_text
SELECT gen_random_uuid(), pg_temp.id(letter), 'name', sha256('t'), now() FROM seat;
INSERT INTO probity.access_token (token_id, secret_sha256, role, label, issued_at)
SELECT pg_temp.id(letter), sha256(letter::bytea), 'employer', letter, now() FROM seat;
-- Each token acts for its own party; that of b has acted for a.
INSERT INTO probity.access_token_party (token_id, party_id, granted_at)
SELECT pg_temp.id(letter), pg_temp.id(letter), now() FROM seat;
INSERT INTO probity.access_token_party
VALUES (pg_temp.id('b'), pg_temp.id('a'), now(), now());
INSERT INTO probity.idempotency (principal, route, key, request_sha256, entry_number, recorded_at)
SELECT pg_temp.id(letter), 'r', 'k', sha256('r'), 1, now() FROM seat;

-- Every principal there may be, and the letters that each sees of each class of tables.
CREATE TEMPORARY TABLE expected (
    principal text, role text, territory text, parties text, token text,
    register text, dossier text, index text, personal text, token_list text, mandate text
);
INSERT INTO expected VALUES
('nobody', '', '', '', '', '', '', '', '', '', ''),
('a role that does not exist', 'king', 'CN', '', '', '', '', '', '', '', ''),
('the machine', 'system', '', '{}', '', 'abcdp', 'abcdp', 'abcdp', 'abcdp', 'abcdp', 'abcdp'),
('an auditor', 'auditor', '', '{}', '', 'abcdp', 'abcdp', 'abcdp', 'abcdp', 'abcdp', 'abcdp'),
('an administrator', 'administrator', '', '{}', '',
    'abcdp', 'abcdp', '', 'abcdp', 'abcdp', 'abcdp'),
('an officer of CN-44', 'regulator', 'CN-44', '{}', 'b', 'abcdp', 'ap', 'ap', 'ap', 'b', ''),
('an officer of CN', 'regulator', 'CN', '{}', '', 'abcdp', 'abdp', 'abdp', 'abdp', '', ''),
('a decider of CN-35', 'decider', 'CN-35', '{}', '', 'abcdp', 'b', 'b', 'b', '', ''),
('an officer of nowhere', 'regulator', '', '{}', '', 'abcdp', '', '', '', '', ''),
('an employer', 'employer', '', '{a}', 'a', 'a', 'a', 'a', 'a', 'a', 'a'),
('an agent of two', 'employer', '', '{b,p}', 'c', 'bp', 'bp', 'bp', 'bp', 'bcp', 'bp'),
('an employer without a party', 'employer', 'CN', '{}', '', '', '', '', '', '', ''),
('a visa desk', 'visaDesk', '', '{}', '', 'abcdp', '', '', '', '', ''),
('an answer', 'answering', '', '{}', '', 'abcdp', 'abcdp', 'abcdp', '', '', ''),
('anyone', 'anyone', '', '{}', '', '', '', '', '', '', '');

-- The sanctions that each sees besides: those of its dossiers, and the published ones of a and c.
CREATE TEMPORARY TABLE expected_sanction (principal text PRIMARY KEY, letters text);
INSERT INTO expected_sanction VALUES
('nobody', ''), ('a role that does not exist', 'ac'), ('the machine', 'abcdp'),
('an auditor', 'abcdp'), ('an administrator', 'abcdp'), ('an officer of CN-44', 'acp'),
('an officer of CN', 'abcdp'), ('a decider of CN-35', 'abc'), ('an officer of nowhere', 'ac'),
('an employer', 'ac'), ('an agent of two', 'abcp'), ('an employer without a party', 'ac'),
('a visa desk', 'abcdp'), ('an answer', 'abcdp'), ('anyone', 'ac');

-- The rows of the register that each sees: those of organisations anyone, and p's besides whoever
-- sees its dossier.
CREATE TEMPORARY TABLE expected_register (principal text PRIMARY KEY, letters text);
INSERT INTO expected_register VALUES
('nobody', ''), ('a role that does not exist', 'abcd'), ('the machine', 'abcdp'),
('an auditor', 'abcdp'), ('an administrator', 'abcdp'), ('an officer of CN-44', 'abcdp'),
('an officer of CN', 'abcdp'), ('a decider of CN-35', 'abcd'), ('an officer of nowhere', 'abcd'),
('an employer', 'abcd'), ('an agent of two', 'abcdp'), ('an employer without a party', 'abcd'),
('a visa desk', 'abcd'), ('an answer', 'abcdp'), ('anyone', 'abcd');
-- The parties of which each sees who looked at them.
CREATE TEMPORARY TABLE expected_access_log (principal text PRIMARY KEY, letters text);
INSERT INTO expected_access_log
SELECT principal, '' FROM expected;
UPDATE expected_access_log SET letters = 'abcdp' WHERE principal IN ('the machine', 'an auditor');
UPDATE expected_access_log SET letters = 'a' WHERE principal = 'an employer';
UPDATE expected_access_log SET letters = 'bp' WHERE principal = 'an agent of two';

-- The letters that a role of the database sees of a table; the SQLSTATE where it may not look.
CREATE FUNCTION pg_temp.seen(database_role name, table_name text, asker expected) RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    letters text;
    id_column text := CASE table_name
        WHEN 'access_token' THEN 'token_id' WHEN 'idempotency' THEN 'principal'
        ELSE 'party_id' END;
    ids text := (SELECT '{' || coalesce(string_agg(pg_temp.id(l)::text, ','), '') || '}'
        FROM unnest(nullif(asker.parties, '')::text []) AS l);
    token text := (SELECT pg_temp.id(nullif(asker.token, ''))::text);
BEGIN
    PERFORM set_config('probity.role', asker.role, true),
        set_config('probity.territory', asker.territory, true),
        set_config('probity.parties', ids, true),
        set_config('probity.token', coalesce(token, ''), true);
    EXECUTE format('SET LOCAL ROLE %I', database_role);
    EXECUTE format(
        $query$ SELECT coalesce(string_agg(DISTINCT
            chr(get_byte(uuid_send(%I), 15)), ''), '') FROM probity.%I $query$,
        id_column, table_name
    ) INTO letters;
    RESET ROLE;
    RETURN letters;
EXCEPTION
    WHEN OTHERS THEN
        RETURN SQLSTATE;
END
$$;

-- Runs a statement as a role and undoes it: `accepted` or the SQLSTATE.
CREATE FUNCTION pg_temp.outcome(database_role name, statement text) RETURNS text
LANGUAGE plpgsql
AS $$
BEGIN
    EXECUTE format('SET LOCAL ROLE %I', database_role);
    EXECUTE statement;
    RAISE EXCEPTION USING ERRCODE = 'ZZ000';
EXCEPTION
    WHEN SQLSTATE 'ZZ000' THEN
        RETURN 'accepted';
    WHEN OTHERS THEN
        RETURN SQLSTATE;
END
$$;

CREATE TEMPORARY TABLE expected_outcome (database_role name, statement text, outcome text);
INSERT INTO expected_outcome VALUES
('probity_writer', $$ INSERT INTO probity.ledger_entry
    VALUES (6, '2026-02-01', 'test.made', NULL, '\x7b7d', sha256('6')) $$, 'accepted'),
('probity_writer', $$ UPDATE probity.ledger_entry SET bytes = '\x00' $$, '42501'),
('probity_writer', $$ UPDATE probity.ledger_entry SET recorded_at = now() $$, '42501'),
('probity_writer', $$ DELETE FROM probity.ledger_entry $$, '42501'),
('probity_writer', $$ TRUNCATE probity.ledger_entry $$, '42501'),
('probity_hot_reader', $$ UPDATE probity.standing SET bytes = '\x00' $$, '42501'),
('probity_query', $$ UPDATE probity.history SET bytes = '\x00' $$, '42501'),
('probity_query', $$ SELECT secret_sha256 FROM probity.access_token $$, '42501'),
('probity_query', $$ SELECT secret_sha256
    FROM probity.find_token('00000000-0000-7000-8000-000000000061') $$, 'accepted'),
('probity_writer', $$ SELECT secret_sha256
    FROM probity.find_token('00000000-0000-7000-8000-000000000061') $$, 'accepted'),
('probity_query', $$ SELECT previous_secret_sha256 FROM probity.access_token $$, '42501'),
('probity_writer', $$ UPDATE probity.access_token SET revoked_at = now() $$, 'accepted'),
('probity_writer', $$ UPDATE probity.chore SET done_at = now() $$, 'accepted'),
('probity_writer', $$ UPDATE probity.access_token SET secret_sha256 = sha256('n'),
    previous_secret_sha256 = secret_sha256, previous_until = now(), rotated_at = now() $$,
    'accepted'),
('probity_writer', $$ UPDATE probity.access_token SET role = 'administrator' $$, '42501'),
('probity_writer', $$ UPDATE probity.access_token_party SET withdrawn_at = granted_at $$,
    'accepted'),
('probity_writer', $$ UPDATE probity.access_token_party
    SET party_id = '00000000-0000-7000-8000-000000000061' $$, '42501'),
('probity_query', $$ SELECT token_id, role, label, authority, territory, issued_at,
    expires_at, revoked_at, rotated_at, previous_until FROM probity.access_token $$, 'accepted'),
('probity_query', $$ SELECT code FROM probity.authority $$, 'accepted'),
('probity_hot_reader', $$ SELECT size, recorded_at FROM probity.ledger_head $$, 'accepted'),
('probity_query', $$ SELECT number, recorded_at, leaf_hash FROM probity.ledger_leaf $$,
    'accepted'),
('probity_query', $$ SELECT size, recorded_at, compact_range FROM probity.ledger_head $$,
    'accepted'),
('probity_query', $$ SELECT level FROM probity.ledger_subtree $$, 'accepted'),
('probity_query', $$ SELECT pack FROM probity.policy_version $$, 'accepted'),
('probity_query', $$ SELECT pack FROM probity.policy_draft $$, 'accepted'),
('probity_query', $$ SELECT regime FROM probity.register_edition $$, 'accepted'),
('probity_query', $$ SELECT version FROM probity.schema_migration $$, 'accepted'),
('probity_query', $$ SELECT probity.name_grams('acme') $$, 'accepted'),
('probity_writer', $$ SELECT probity.name_grams('acme') $$, 'accepted');

-- What is not as it ought to be.
CREATE FUNCTION pg_temp.findings() RETURNS SETOF text
LANGUAGE sql
AS $$
    SELECT format('%s is not guarded, or not forced', c.oid::regclass)
    FROM pg_class AS c
    WHERE c.relnamespace = 'probity'::regnamespace AND c.relkind IN ('r', 'p')
        AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
        AND c.relname NOT IN (SELECT table_name FROM open_table)
    UNION ALL
    SELECT format('%s sees %s of %s, not %s', e.principal, s.letters, g.table_name, w.letters)
    FROM expected AS e
    CROSS JOIN guarded_table AS g
    CROSS JOIN LATERAL (VALUES (CASE g.class
        WHEN 'register' THEN e.register WHEN 'dossier' THEN e.dossier
        WHEN 'index' THEN e.index WHEN 'personal' THEN e.personal
        WHEN 'token' THEN e.token_list WHEN 'mandate' THEN e.mandate
        WHEN 'sanction' THEN (
            SELECT x.letters FROM expected_sanction AS x WHERE x.principal = e.principal
        )
        WHEN 'public' THEN (
            SELECT x.letters FROM expected_register AS x WHERE x.principal = e.principal
        )
        WHEN 'access_log' THEN (
            SELECT x.letters FROM expected_access_log AS x WHERE x.principal = e.principal
        ) ELSE '42501' END)) AS w (letters)
    CROSS JOIN LATERAL (
        VALUES (pg_temp.seen('probity_query', g.table_name, e))
    ) AS s (letters)
    WHERE s.letters IS DISTINCT FROM w.letters
    UNION ALL
    SELECT format('%s sees %s of %s, not %s', r.name, s.letters, g.table_name, w.letters)
    FROM (VALUES ('probity_owner'), ('probity_writer'), ('probity_hot_reader')) AS r (name)
    CROSS JOIN guarded_table AS g
    CROSS JOIN (SELECT * FROM expected AS e WHERE e.principal = 'nobody') AS e
    CROSS JOIN LATERAL (VALUES (CASE
        WHEN r.name <> 'probity_hot_reader' OR g.table_name IN ('standing', 'party_key')
            THEN 'abcdp' ELSE '42501' END)) AS w (letters)
    CROSS JOIN LATERAL (VALUES (pg_temp.seen(r.name, g.table_name, e))) AS s (letters)
    WHERE s.letters IS DISTINCT FROM w.letters
    UNION ALL
    SELECT format('%s: %s gives %s, not %s', o.database_role, btrim(o.statement), s.outcome,
        o.outcome)
    FROM expected_outcome AS o
    CROSS JOIN LATERAL (
        VALUES (pg_temp.outcome(o.database_role, o.statement))
    ) AS s (outcome)
    WHERE s.outcome <> o.outcome
$$;

SELECT set_eq(
    $$ SELECT c.relname::text FROM pg_class AS c
       WHERE c.relnamespace = 'probity'::regnamespace AND c.relkind IN ('r', 'p') $$,
    $$ SELECT table_name FROM open_table UNION SELECT table_name FROM guarded_table $$,
    'every table either holds no row of a party, or is guarded and tried out here'
);
SELECT is_empty(
    $$ SELECT g.table_name FROM guarded_table AS g, expected AS e
       WHERE e.principal = 'nobody'
           AND pg_temp.seen(current_user, g.table_name, e) <> 'abcdp' $$,
    'every guarded table has a row of every party, so that seeing none means something'
);
SELECT is_empty(
    $$ SELECT * FROM pg_temp.findings() $$,
    'each role and each principal sees exactly the rows that it may'
);

-- Runs a change, and tells whether there is a finding after it that was not there before; then
-- undoes it.
CREATE FUNCTION pg_temp.is_noticed(change text) RETURNS boolean
LANGUAGE plpgsql
AS $$
DECLARE
    first_finding text;
BEGIN
    BEGIN
        EXECUTE change;
        SELECT f INTO first_finding FROM pg_temp.findings() AS f LIMIT 1;
        RAISE EXCEPTION USING ERRCODE = 'ZZ000';
    EXCEPTION
        WHEN SQLSTATE 'ZZ000' THEN
            RETURN first_finding IS NOT NULL;
    END;
END
$$;

SELECT ok(pg_temp.is_noticed(c.change), 'is noticed: ' || c.change)
FROM (
    SELECT format('DROP POLICY %I ON %s', p.polname, p.polrelid::regclass)
    FROM pg_policy AS p
    JOIN pg_class AS t ON t.oid = p.polrelid
    WHERE t.relnamespace = 'probity'::regnamespace
    UNION ALL
    SELECT format('ALTER TABLE probity.%I %s', g.table_name, w.command)
    FROM guarded_table AS g
    CROSS JOIN (
        VALUES ('DISABLE ROW LEVEL SECURITY'), ('NO FORCE ROW LEVEL SECURITY')
    ) AS w (command)
    UNION ALL
    SELECT format('REVOKE %s ON %s FROM %s', a.privilege_type, t.oid::regclass,
            a.grantee::regrole)
    FROM pg_class AS t, aclexplode(t.relacl) AS a
    WHERE t.relnamespace = 'probity'::regnamespace AND a.grantee <> t.relowner
        AND (a.grantee <> 'probity_writer'::regrole
            OR t.oid = 'probity.ledger_entry'::regclass
            OR (a.privilege_type = 'SELECT'
                AND t.relname IN (SELECT table_name FROM guarded_table)))
    UNION ALL
    SELECT format('REVOKE %s (%I) ON %s FROM %s', a.privilege_type, n.attname, t.oid::regclass,
            a.grantee::regrole)
    FROM pg_class AS t
    JOIN pg_attribute AS n ON n.attrelid = t.oid, aclexplode(n.attacl) AS a
    WHERE t.relnamespace = 'probity'::regnamespace
    UNION ALL
    SELECT format('REVOKE EXECUTE ON FUNCTION %s FROM %s', f.oid::regprocedure,
            a.grantee::regrole)
    FROM pg_proc AS f, aclexplode(f.proacl) AS a
    WHERE f.pronamespace = 'probity'::regnamespace AND a.grantee <> f.proowner
    UNION ALL
    SELECT format('GRANT SELECT ON probity.%I TO probity_hot_reader', g.table_name)
    FROM guarded_table AS g
    WHERE g.table_name NOT IN ('standing', 'party_key')
    UNION ALL
    SELECT format('GRANT %s ON probity.ledger_entry TO probity_writer', w.privilege)
    FROM (VALUES ('UPDATE'), ('DELETE'), ('TRUNCATE')) AS w (privilege)
    UNION ALL
    SELECT 'CREATE TABLE probity.note (party_id uuid)'
    UNION ALL
    SELECT 'CREATE POLICY all_see ON probity.history FOR SELECT TO probity_query USING (true)'
) AS c (change);

SELECT * FROM finish();
ROLLBACK;
