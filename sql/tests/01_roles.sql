-- Roles: narrow, without login or power of their own, and one owner of everything. Run these files
-- with pg_prove as a superuser on an empty database that `probity migrate` made; each rolls back.

BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT plan(10);

SELECT set_eq(
    $$ SELECT rolname FROM pg_roles WHERE rolname LIKE 'probity\_%' $$,
    ARRAY['probity_owner', 'probity_writer', 'probity_hot_reader', 'probity_query'],
    'there are exactly the four roles'
);

SELECT is_empty(
    $$ SELECT rolname FROM pg_roles
       WHERE rolname LIKE 'probity\_%' AND (
           rolcanlogin OR rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication
           OR rolbypassrls) $$,
    'none may log in, and none has power over the cluster'
);

SELECT is_empty(
    $$ SELECT m.member::regrole FROM pg_auth_members AS m
       JOIN pg_roles AS r ON r.oid = m.member
       WHERE r.rolname LIKE 'probity\_%' $$,
    'none is a member of another role'
);

SELECT set_eq(
    $$ SELECT rolname::text, unnest(rolconfig) FROM pg_roles WHERE rolname LIKE 'probity\_%' $$,
    $$ VALUES
       ('probity_owner', 'statement_timeout=0'),
       ('probity_owner', 'lock_timeout=10s'),
       ('probity_owner', 'idle_in_transaction_session_timeout=60s'),
       ('probity_owner', 'search_path=probity, pg_temp'),
       ('probity_writer', 'statement_timeout=30s'),
       ('probity_writer', 'lock_timeout=15s'),
       ('probity_writer', 'idle_in_transaction_session_timeout=5s'),
       ('probity_writer', 'search_path=probity, pg_temp'),
       ('probity_writer', 'plan_cache_mode=force_generic_plan'),
       ('probity_hot_reader', 'plan_cache_mode=force_generic_plan'),
       ('probity_writer', 'enable_seqscan=off'),
       ('probity_writer', 'enable_hashjoin=off'),
       ('probity_writer', 'enable_mergejoin=off'),
       ('probity_hot_reader', 'enable_seqscan=off'),
       ('probity_hot_reader', 'enable_hashjoin=off'),
       ('probity_hot_reader', 'enable_mergejoin=off'),
       ('probity_writer', 'jit=off'),
       ('probity_hot_reader', 'jit=off'),
       ('probity_hot_reader', 'statement_timeout=5s'),
       ('probity_hot_reader', 'lock_timeout=2s'),
       ('probity_hot_reader', 'idle_in_transaction_session_timeout=5s'),
       ('probity_hot_reader', 'search_path=probity, pg_temp'),
       ('probity_query', 'statement_timeout=60s'),
       ('probity_query', 'lock_timeout=5s'),
       ('probity_query', 'idle_in_transaction_session_timeout=60s'),
       ('probity_query', 'search_path=probity, pg_temp') $$,
    'each has its time limits and search path'
);

SELECT schema_owner_is('probity'::name, 'probity_owner'::name);

SELECT is_empty(
    $$ SELECT oid::regclass FROM pg_class
       WHERE relnamespace = 'probity'::regnamespace
           AND relowner <> 'probity_owner'::regrole $$,
    'the owner owns every table and index'
);

SELECT is_empty(
    $$ SELECT oid::regprocedure FROM pg_proc
       WHERE pronamespace = 'probity'::regnamespace
           AND proowner <> 'probity_owner'::regrole $$,
    'the owner owns every function'
);

SELECT is_empty(
    $$ SELECT oid::regprocedure FROM pg_proc
       WHERE pronamespace = 'probity'::regnamespace
           AND (proconfig IS NULL OR NOT 'search_path=pg_catalog' = ANY (proconfig)) $$,
    'no function runs with a search path of its caller'
);

SELECT set_eq(
    $$ SELECT oid::regprocedure::text FROM pg_proc
       WHERE pronamespace = 'probity'::regnamespace AND prosecdef $$,
    ARRAY['probity.find_token(uuid)'],
    'one function runs with the rights of its owner: to find a token by its id'
);

SELECT set_eq(
    $$ SELECT d.defaclobjtype::text, a.grantee::regrole::text, a.privilege_type
       FROM pg_default_acl AS d, aclexplode(d.defaclacl) AS a
       WHERE d.defaclrole = 'probity_owner'::regrole $$,
    $$ VALUES ('f', 'probity_owner', 'EXECUTE') $$,
    'a function made later is closed to everyone but its owner'
);

SELECT * FROM finish();
ROLLBACK;
