-- Why: an agent's token acts for several parties, and each of these mandates can be withdrawn while
-- the token stands. A secret can be changed while the token keeps its id, and so the keys under
-- which its requests are remembered; the one before may live on for a while. The token of a closed
-- authority opens nothing.
--
-- The function that finds a token tells all of this at once, so that whatever ends a token has its
-- effect as soon as a daemon looks again.
--
-- Locks: access_token exclusively. Time: milliseconds; tokens are few.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL ROLE probity_owner;

CREATE TABLE probity.access_token_party (
    token_id uuid NOT NULL,
    party_id uuid NOT NULL,
    granted_at timestamptz NOT NULL,
    withdrawn_at timestamptz,
    CONSTRAINT access_token_party_token_id_party_id_pk PRIMARY KEY (token_id, party_id),
    CONSTRAINT access_token_party_token_id_fk FOREIGN KEY (token_id)
    REFERENCES probity.access_token (token_id),
    CONSTRAINT access_token_party_withdrawn_at_check CHECK (withdrawn_at >= granted_at)
);
CREATE INDEX access_token_party_party_id_idx ON probity.access_token_party (party_id);
COMMENT ON TABLE probity.access_token_party IS
'The parties that an employer''s or agent''s token acts for. Source: whoever issues the token. '
'Kept: for ever, so that it stays known for whom a token acted; withdrawn, never deleted.';
COMMENT ON COLUMN probity.access_token_party.token_id IS
'The token. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.access_token_party.party_id IS
'A party it acts for. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.access_token_party.granted_at IS
'Instant from which it does. Personal data: none.';
COMMENT ON COLUMN probity.access_token_party.withdrawn_at IS
'Instant from which it does no longer; NULL: it does. Personal data: none.';

INSERT INTO probity.access_token_party (token_id, party_id, granted_at)
SELECT
    token_id,
    party_id,
    issued_at
FROM probity.access_token
WHERE party_id IS NOT NULL;

SELECT probity.guard_party_rows(
    'probity.access_token_party', '{system, auditor, administrator}', false
);
GRANT SELECT, INSERT ON probity.access_token_party TO probity_writer;
GRANT UPDATE (withdrawn_at) ON probity.access_token_party TO probity_writer;
GRANT SELECT ON probity.access_token_party TO probity_query;

-- squawk-ignore ban-drop-function -- it is made again below, in the same transaction
DROP FUNCTION probity.find_token(uuid);
-- squawk-ignore ban-drop-constraint -- which parties a token has is told by the new table
ALTER TABLE probity.access_token DROP CONSTRAINT access_token_employer_check;
-- A grant on a column outlives it.
REVOKE SELECT (party_id) ON probity.access_token FROM probity_query;
-- squawk-ignore ban-drop-column -- its values were copied above, in the same transaction
ALTER TABLE probity.access_token DROP COLUMN party_id;

ALTER TABLE probity.access_token ADD COLUMN previous_secret_sha256 bytea;
ALTER TABLE probity.access_token ADD COLUMN previous_until timestamptz;
ALTER TABLE probity.access_token ADD COLUMN rotated_at timestamptz;
-- squawk-ignore constraint-missing-not-valid -- tokens are few, and the columns are empty
ALTER TABLE probity.access_token ADD CONSTRAINT access_token_previous_secret_sha256_check
CHECK (octet_length(previous_secret_sha256) = 32);
-- squawk-ignore constraint-missing-not-valid -- tokens are few, and the columns are empty
ALTER TABLE probity.access_token ADD CONSTRAINT access_token_previous_until_check
CHECK ((previous_secret_sha256 IS NULL) = (previous_until IS NULL));
COMMENT ON COLUMN probity.access_token.previous_secret_sha256 IS
'SHA-256 of the secret before the last change, while it is still accepted; NULL: none. '
'Personal data: secret.';
COMMENT ON COLUMN probity.access_token.previous_until IS
'Instant from which the secret before the last change is refused; NULL: none. '
'Personal data: none.';
COMMENT ON COLUMN probity.access_token.rotated_at IS
'Instant of the last change of secret; NULL: it is the first. Personal data: none.';
GRANT UPDATE (secret_sha256, previous_secret_sha256, previous_until, rotated_at)
ON probity.access_token TO probity_writer;
GRANT SELECT (previous_until, rotated_at) ON probity.access_token TO probity_query;

-- An employer sees the tokens that act for one of its parties; of their parties, by the policy of
-- the other table, its own.
DROP POLICY access_token_query ON probity.access_token;
CREATE POLICY access_token_query ON probity.access_token
FOR SELECT TO probity_query USING (
    (SELECT current_setting('probity.role', true)) IN ('system', 'auditor', 'administrator')
    OR token_id = (SELECT nullif(current_setting('probity.token', true), '')::uuid)
    OR EXISTS (
        SELECT FROM probity.access_token_party AS mandate
        WHERE mandate.token_id = access_token.token_id AND mandate.withdrawn_at IS NULL
    )
);

CREATE FUNCTION probity.find_token(wanted uuid) RETURNS TABLE (
    token_id uuid, secret_sha256 bytea, previous_secret_sha256 bytea, previous_until timestamptz,
    role text, label text, authority text, territory text, parties uuid [],
    issued_at timestamptz, expires_at timestamptz, rotated_at timestamptz,
    revoked_at timestamptz, authority_closed_at timestamptz
)
LANGUAGE sql STABLE STRICT SECURITY DEFINER ROWS 1
SET search_path = pg_catalog
AS $$
    SELECT t.token_id, t.secret_sha256, t.previous_secret_sha256, t.previous_until,
        t.role, t.label, t.authority, t.territory,
        ARRAY(
            SELECT m.party_id FROM probity.access_token_party AS m
            WHERE m.token_id = t.token_id AND m.withdrawn_at IS NULL
            ORDER BY m.party_id
        ),
        t.issued_at, t.expires_at, t.rotated_at, t.revoked_at, a.closed_at
    FROM probity.access_token AS t
    LEFT JOIN probity.authority AS a ON a.code = t.authority
    WHERE t.token_id = find_token.wanted
$$;
COMMENT ON FUNCTION probity.find_token(uuid) IS
'The token of this id with the hashes of its secrets and the parties that it acts for, for '
'whoever has yet to prove to hold it.';
GRANT EXECUTE ON FUNCTION probity.find_token(uuid) TO probity_query, probity_writer;
