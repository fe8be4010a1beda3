-- Why: authority fails closed also where a query forgets to ask. Every table with rows of a party
-- has row-level security, forced: the query role sees a row only by the principal of its
-- transaction, and without a principal none at all. The principal is four settings, set for one
-- transaction at a time (`Sources/Store/PrincipalStore.swift`):
--
--     probity.role       role of the token; `system` for the operator at the machine; `answering`
--                        while an answer is worked out that may be asked for about any party
--     probity.territory  where an officer's word holds
--     probity.parties    the parties that an employer or agent acts for, a uuid[] as text
--     probity.token      the token
--
-- The register itself (party, party_key) is open to every officer and desk; dossiers only within
-- the territory. Each setting is read in a sub-select, so once a statement and not once a row.
--
-- A table with rows of a party that comes later calls guard_party_rows, or the tests in sql/tests
-- fail.
--
-- Locks: each table exclusively, one after the other. Time: milliseconds, whatever the size.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL ROLE probity_owner;

CREATE FUNCTION probity.guard_party_rows(
    guarded regclass, everywhere text [], by_territory boolean DEFAULT true
) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$
DECLARE
    table_name text := (SELECT relname FROM pg_class WHERE oid = guarded);
    role_named text := format(
        '(SELECT current_setting(''probity.role'', true)) = ANY (%L::text [])', everywhere
    );
    own_party text :=
        'party_id = ANY ('
        '(SELECT nullif(current_setting(''probity.parties'', true), '''')::uuid [])::uuid [])';
    within_territory text := format(
        $condition$
            (SELECT current_setting('probity.role', true)) IN ('regulator', 'decider')
            AND EXISTS (
                SELECT FROM probity.party AS seat
                WHERE seat.party_id = %I.party_id AND (
                    seat.region = (SELECT current_setting('probity.territory', true))
                    OR starts_with(
                        seat.region,
                        (SELECT nullif(current_setting('probity.territory', true), '') || '-')
                    )
                )
            )
        $condition$,
        table_name
    );
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', guarded);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', guarded);
    EXECUTE format(
        'CREATE POLICY %I ON %s FOR ALL TO probity_owner USING (true) WITH CHECK (true)',
        table_name || '_owner', guarded
    );
    EXECUTE format(
        'CREATE POLICY %I ON %s FOR ALL TO probity_writer USING (true) WITH CHECK (true)',
        table_name || '_writer', guarded
    );
    EXECUTE format(
        'CREATE POLICY %I ON %s FOR SELECT TO probity_query USING (%s OR %s OR %s)',
        table_name || '_query', guarded, role_named, own_party,
        CASE WHEN by_territory THEN within_territory ELSE 'false' END
    );
END
$$;
COMMENT ON FUNCTION probity.guard_party_rows(regclass, text [], boolean) IS
'Puts a table with a column party_id under row-level security: the query role sees the rows of '
'the principal''s parties and, for an officer, of parties within the territory; the roles named '
'see every row. For migrations.';

SELECT
    probity.guard_party_rows('probity.party', everywhere.roles, false),
    probity.guard_party_rows('probity.party_key', everywhere.roles, false)
FROM (
    VALUES (
        '{system, auditor, administrator, regulator, decider, visaDesk, answering}'::text []
    )
) AS everywhere (roles);
SELECT probity.guard_party_rows(
    guarded.name::regclass, '{system, auditor, administrator, answering}'
)
FROM unnest(ARRAY['probity.history', 'probity.ledger_entry']) AS guarded (name);
SELECT probity.guard_party_rows(guarded.name::regclass, '{system, auditor, answering}')
FROM unnest(
    ARRAY[
        'probity.standing', 'probity.event_index', 'probity.accreditation_index',
        'probity.tie_index'
    ]
) AS guarded (name);
SELECT probity.guard_party_rows(guarded.name::regclass, '{system, auditor, administrator}')
FROM unnest(ARRAY['probity.person_key', 'probity.personal_text']) AS guarded (name);

-- The hot reader sees standings, and the keys that lead to them.
CREATE POLICY standing_hot_reader ON probity.standing
FOR SELECT TO probity_hot_reader USING (true);
CREATE POLICY party_key_hot_reader ON probity.party_key
FOR SELECT TO probity_hot_reader USING (true);

-- An entry is written once: no policy lets the writer change or remove one.
DROP POLICY ledger_entry_writer ON probity.ledger_entry;
CREATE POLICY ledger_entry_writer_reads ON probity.ledger_entry
FOR SELECT TO probity_writer USING (true);
CREATE POLICY ledger_entry_writer_appends ON probity.ledger_entry
FOR INSERT TO probity_writer WITH CHECK (true);

-- Numbers, instants and hashes are open to anyone: proofs and positions need no more. A view has
-- the rights of its owner.
CREATE VIEW probity.ledger_leaf AS
SELECT
    number,
    recorded_at,
    leaf_hash
FROM probity.ledger_entry;
COMMENT ON VIEW probity.ledger_leaf IS
'What anyone may know of an entry. Source: ledger_entry. Kept: for ever.';
COMMENT ON COLUMN probity.ledger_leaf.number IS
'Place in the ledger, from 1, without gaps. Personal data: none.';
COMMENT ON COLUMN probity.ledger_leaf.recorded_at IS
'Instant of recording. Personal data: none.';
COMMENT ON COLUMN probity.ledger_leaf.leaf_hash IS
'SHA-256 of a zero byte and the entry''s bytes. Personal data: none.';
GRANT SELECT ON probity.ledger_leaf TO probity_query;

ALTER TABLE probity.idempotency ENABLE ROW LEVEL SECURITY;
ALTER TABLE probity.idempotency FORCE ROW LEVEL SECURITY;
CREATE POLICY idempotency_owner ON probity.idempotency
FOR ALL TO probity_owner USING (true) WITH CHECK (true);
CREATE POLICY idempotency_writer ON probity.idempotency
FOR ALL TO probity_writer USING (true) WITH CHECK (true);

-- A token is found by its id before there is a principal: one row at a time, by a function. Beside
-- it the query role lists tokens for those who may, and never sees the hash of a secret.
ALTER TABLE probity.access_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE probity.access_token FORCE ROW LEVEL SECURITY;
CREATE POLICY access_token_owner ON probity.access_token
FOR ALL TO probity_owner USING (true) WITH CHECK (true);
CREATE POLICY access_token_writer ON probity.access_token
FOR ALL TO probity_writer USING (true) WITH CHECK (true);
CREATE POLICY access_token_query ON probity.access_token
FOR SELECT TO probity_query USING (
    (SELECT current_setting('probity.role', true)) IN ('system', 'auditor', 'administrator')
    OR token_id = (SELECT nullif(current_setting('probity.token', true), '')::uuid)
);
REVOKE SELECT ON probity.access_token FROM probity_query;
GRANT SELECT (
    token_id, role, label, authority, territory, party_id, issued_at, expires_at, revoked_at
) ON probity.access_token TO probity_query;

CREATE FUNCTION probity.find_token(wanted uuid) RETURNS SETOF probity.access_token
LANGUAGE sql STABLE STRICT SECURITY DEFINER ROWS 1
SET search_path = pg_catalog
AS $$
    SELECT found.* FROM probity.access_token AS found WHERE found.token_id = find_token.wanted
$$;
COMMENT ON FUNCTION probity.find_token(uuid) IS
'The token of this id with the hash of its secret, for whoever has yet to prove to hold it.';
GRANT EXECUTE ON FUNCTION probity.find_token(uuid) TO probity_query, probity_writer;
