-- Grants: the whole set, so that one too many fails like one too few, and a new table fails until
-- it stands here.

BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT plan(8);

CREATE FUNCTION pg_temp.granted(grantee name)
RETURNS TABLE (table_name text, privileges text)
LANGUAGE sql
AS $$
    SELECT c.relname::text, string_agg(a.privilege_type, ' ' ORDER BY a.privilege_type)
    FROM pg_class AS c, aclexplode(c.relacl) AS a
    WHERE c.relnamespace = 'probity'::regnamespace
        AND a.grantee = granted.grantee::regrole
    GROUP BY c.relname
$$;

SELECT set_eq(
    $$ SELECT * FROM pg_temp.granted('probity_writer') $$,
    $$ VALUES
       ('schema_migration', 'SELECT'),
       ('ledger_entry', 'INSERT SELECT'),
       ('ledger_head', 'SELECT UPDATE'),
       ('ledger_subtree', 'INSERT SELECT'),
       ('party', 'DELETE INSERT SELECT UPDATE'),
       ('party_key', 'DELETE INSERT SELECT UPDATE'),
       ('history', 'DELETE INSERT SELECT UPDATE'),
       ('standing', 'DELETE INSERT SELECT UPDATE'),
       ('event_index', 'DELETE INSERT SELECT UPDATE'),
       ('accreditation_index', 'DELETE INSERT SELECT UPDATE'),
       ('tie_index', 'DELETE INSERT SELECT UPDATE'),
       ('event_tally', 'DELETE INSERT SELECT UPDATE'),
       ('sanction', 'DELETE INSERT SELECT UPDATE'),
       ('duty', 'DELETE INSERT SELECT UPDATE'),
       ('proceeding', 'DELETE INSERT SELECT UPDATE'),
       ('outbox', 'DELETE INSERT SELECT UPDATE'),
       ('register_row', 'DELETE INSERT SELECT UPDATE'),
       ('band_index', 'DELETE INSERT SELECT UPDATE'),
       ('person_key', 'DELETE INSERT SELECT'),
       ('personal_text', 'DELETE INSERT SELECT'),
       ('access_token', 'INSERT SELECT'),
       ('access_token_party', 'INSERT SELECT'),
       ('authority', 'INSERT SELECT UPDATE'),
       ('idempotency', 'DELETE INSERT SELECT'),
       ('look_up_count', 'DELETE INSERT SELECT UPDATE'),
       ('chore', 'SELECT'),
       ('policy_version', 'INSERT SELECT'),
       ('policy_draft', 'INSERT SELECT'),
       ('register_edition', 'INSERT SELECT') $$,
    'the writer appends to the ledger and changes only what is derived'
);

SELECT set_eq(
    $$ SELECT * FROM pg_temp.granted('probity_query') $$,
    $$ SELECT unnest(ARRAY[
           'schema_migration', 'ledger_entry', 'ledger_head', 'ledger_subtree', 'party',
           'party_key', 'history', 'standing', 'event_index', 'accreditation_index',
           'tie_index', 'event_tally', 'sanction', 'person_key', 'personal_text', 'ledger_leaf',
           'policy_version', 'register_edition', 'register_row', 'band_index', 'look_up_count',
           'access_token_party', 'authority', 'policy_draft', 'duty', 'proceeding'
       ]), 'SELECT' $$,
    'the query role only reads, and no idempotency keys'
);

SELECT set_eq(
    $$ SELECT * FROM pg_temp.granted('probity_hot_reader') $$,
    $$ VALUES ('standing', 'SELECT'), ('party_key', 'SELECT') $$,
    'the hot reader reads standings and keys'
);

SELECT set_eq(
    $$ SELECT a.attrelid::regclass::text, a.attname::text, g.grantee::regrole::text,
           g.privilege_type
       FROM pg_attribute AS a
       JOIN pg_class AS c ON c.oid = a.attrelid, aclexplode(a.attacl) AS g
       WHERE c.relnamespace = 'probity'::regnamespace $$,
    $$ VALUES
       ('probity.ledger_head', 'size', 'probity_hot_reader', 'SELECT'),
       ('probity.ledger_head', 'recorded_at', 'probity_hot_reader', 'SELECT'),
       ('probity.access_token', 'revoked_at', 'probity_writer', 'UPDATE'),
       ('probity.chore', 'done_at', 'probity_writer', 'UPDATE'),
       ('probity.access_token', 'secret_sha256', 'probity_writer', 'UPDATE'),
       ('probity.access_token', 'previous_secret_sha256', 'probity_writer', 'UPDATE'),
       ('probity.access_token', 'previous_until', 'probity_writer', 'UPDATE'),
       ('probity.access_token', 'rotated_at', 'probity_writer', 'UPDATE'),
       ('probity.access_token_party', 'withdrawn_at', 'probity_writer', 'UPDATE'),
       ('probity.access_token', 'token_id', 'probity_query', 'SELECT'),
       ('probity.access_token', 'role', 'probity_query', 'SELECT'),
       ('probity.access_token', 'label', 'probity_query', 'SELECT'),
       ('probity.access_token', 'authority', 'probity_query', 'SELECT'),
       ('probity.access_token', 'territory', 'probity_query', 'SELECT'),
       ('probity.access_token', 'previous_until', 'probity_query', 'SELECT'),
       ('probity.access_token', 'rotated_at', 'probity_query', 'SELECT'),
       ('probity.access_token', 'issued_at', 'probity_query', 'SELECT'),
       ('probity.access_token', 'expires_at', 'probity_query', 'SELECT'),
       ('probity.access_token', 'revoked_at', 'probity_query', 'SELECT') $$,
    'two columns of the head are the hot reader''s, the writer ends a token or changes its secret '
    'and finishes a chore, '
    'and the query role lists tokens without the hash of the secret'
);

SELECT is_empty(
    $$ SELECT c.oid::regclass, a.grantee FROM pg_class AS c, aclexplode(c.relacl) AS a
       WHERE c.relnamespace = 'probity'::regnamespace
           AND (a.is_grantable
               OR a.grantee NOT IN (
                   SELECT oid FROM pg_roles WHERE rolname LIKE 'probity\_%')) $$,
    'no table is open to PUBLIC or to another role, and no grant can be passed on'
);

SELECT set_eq(
    $$ SELECT a.grantee::regrole::text, a.privilege_type
       FROM pg_namespace AS n, aclexplode(n.nspacl) AS a
       WHERE n.nspname = 'probity' $$,
    $$ VALUES
       ('probity_owner', 'USAGE'), ('probity_owner', 'CREATE'), ('probity_writer', 'USAGE'),
       ('probity_hot_reader', 'USAGE'), ('probity_query', 'USAGE') $$,
    'only the owner makes things in the schema, and PUBLIC does not see it'
);

SELECT set_eq(
    $$ SELECT p.oid::regprocedure::text, a.grantee::regrole::text
       FROM pg_proc AS p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS a
       WHERE p.pronamespace = 'probity'::regnamespace
           AND a.grantee <> 'probity_owner'::regrole $$,
    $$ VALUES
       ('probity.find_token(uuid)', 'probity_query'),
       ('probity.find_token(uuid)', 'probity_writer'),
       ('probity.name_grams(text)', 'probity_query'),
       ('probity.name_grams(text)', 'probity_writer') $$,
    'others than the owner call the functions that find a token and cut a name, and no other'
);

SELECT is_empty(
    $$ SELECT r.rolname, c.oid::regclass
       FROM pg_roles AS r, pg_class AS c
       WHERE c.relnamespace = 'probity'::regnamespace AND c.relkind = 'r'
           AND r.rolname IN ('probity_writer', 'probity_hot_reader', 'probity_query')
           AND has_table_privilege(r.oid, c.oid, 'TRUNCATE, REFERENCES, TRIGGER') $$,
    'nobody but the owner may truncate, refer to or put triggers on a table'
);

SELECT * FROM finish();
ROLLBACK;
