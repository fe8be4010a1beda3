-- Why: an officer's token whose authority does not stand in the tree must open nothing, like that
-- of a closed one. Tokens from before there was a tree are not to fall by that: the first daemon or
-- command that opens the register makes their authorities roots of the tree, once, and the row
-- `authorities.adopt` says whether it is due.
--
-- Locks: none that anyone waits for. Time: milliseconds.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL ROLE probity_owner;

CREATE OR REPLACE FUNCTION probity.find_token(wanted uuid) RETURNS TABLE (
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
        t.issued_at, t.expires_at, t.rotated_at, t.revoked_at,
        -- One that is not known stands no more than one that was closed.
        CASE WHEN t.authority IS NOT NULL AND a.code IS NULL THEN t.issued_at
            ELSE a.closed_at END
    FROM probity.access_token AS t
    LEFT JOIN probity.authority AS a ON a.code = t.authority
    WHERE t.token_id = find_token.wanted
$$;

INSERT INTO probity.chore (name, done_at) VALUES ('authorities.adopt', 'epoch');
