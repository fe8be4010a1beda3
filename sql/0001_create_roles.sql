-- Why: each path to the data has a role of its own with narrow grants, so that a fault in one path
-- cannot reach what only another may touch. Here are the four roles, the schema and its manners.
--
-- Roles belong to the whole cluster, and several databases of one cluster may be migrated at once:
-- a role that exists is left as it is, and one that appears meanwhile is no error. The user who
-- migrates becomes a member of each, so that he and the daemon may SET ROLE to them.
--
-- The time limits below reach only who logs in as the role itself: SET ROLE does not apply a
-- role's settings. The daemon logs in as one user and takes a role, so it sets the same limits at
-- connect (`DatabaseRole.settings` in the target Schema); a test compares both lists.
--
-- All files: tables in schema `probity`, names in full, so that no search_path matters. In the
-- comments on tables stand source and retention of their rows; each column says its class of
-- personal data: none · open (published, of an organisation) · pseudonymous (an id or a hash that
-- leads to a natural person only with other data) · sealed (encrypted) · secret (opens others).
--
-- Locks: none that anyone waits for. Time: milliseconds, whatever the size.

SET LOCAL lock_timeout = '60s';
SET LOCAL statement_timeout = '120s';
DO $$
DECLARE
    wanted record;
BEGIN
    FOR wanted IN
        SELECT *
        FROM (
            VALUES
                ('probity_owner', '0', '10s', '60s'),
                ('probity_writer', '30s', '15s', '30s'),
                ('probity_hot_reader', '5s', '2s', '5s'),
                ('probity_query', '60s', '5s', '60s')
        ) AS limits (role_name, statement_timeout, lock_timeout, idle_timeout)
    LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted.role_name) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', wanted.role_name);
                EXECUTE format(
                    'ALTER ROLE %I SET statement_timeout = %L',
                    wanted.role_name, wanted.statement_timeout
                );
                EXECUTE format(
                    'ALTER ROLE %I SET lock_timeout = %L',
                    wanted.role_name, wanted.lock_timeout
                );
                EXECUTE format(
                    'ALTER ROLE %I SET idle_in_transaction_session_timeout = %L',
                    wanted.role_name, wanted.idle_timeout
                );
                EXECUTE format(
                    'ALTER ROLE %I SET search_path = probity, pg_temp', wanted.role_name
                );
            EXCEPTION
                WHEN duplicate_object OR unique_violation THEN
                    NULL; -- Made by the migration of another database since we looked.
            END;
        END IF;
        IF NOT pg_has_role(current_user, wanted.role_name, 'MEMBER') THEN
            EXECUTE format('GRANT %I TO CURRENT_USER', wanted.role_name);
        END IF;
    END LOOP;
END
$$;

-- The migrator made the schema and its journal before this first file ran.
ALTER SCHEMA probity OWNER TO probity_owner;
ALTER TABLE probity.schema_migration OWNER TO probity_owner;

SET LOCAL ROLE probity_owner;

COMMENT ON SCHEMA probity IS
'Register of the good faith of vouchers: the ledger, and what is derived from it.';

REVOKE ALL ON SCHEMA probity FROM PUBLIC;
GRANT USAGE ON SCHEMA probity TO probity_writer, probity_hot_reader, probity_query;

-- Functions are open to everyone unless this is said before they are made.
ALTER DEFAULT PRIVILEGES FOR ROLE probity_owner REVOKE ALL ON ROUTINES FROM PUBLIC;

GRANT SELECT ON probity.schema_migration TO probity_writer, probity_query;
