-- Why: who may ask and write (service tokens with role and territory), and which commands were
-- answered already (idempotency keys), so that a client which saw no answer may safely repeat.
--
-- Locks: none, both tables are new. Time: milliseconds.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL ROLE probity_owner;

CREATE TABLE probity.access_token (
    token_id uuid NOT NULL,
    secret_sha256 bytea NOT NULL,
    role text COLLATE "C" NOT NULL,
    label text NOT NULL,
    authority text COLLATE "C",
    territory text COLLATE "C",
    party_id uuid,
    issued_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz,
    CONSTRAINT access_token_token_id_pk PRIMARY KEY (token_id),
    CONSTRAINT access_token_secret_sha256_check CHECK (octet_length(secret_sha256) = 32),
    CONSTRAINT access_token_role_check CHECK (
        role IN ('regulator', 'decider', 'employer', 'visaDesk', 'auditor', 'administrator')
    ),
    CONSTRAINT access_token_label_check CHECK (octet_length(label) BETWEEN 1 AND 400),
    CONSTRAINT access_token_employer_check CHECK (role <> 'employer' OR party_id IS NOT NULL),
    CONSTRAINT access_token_officer_check CHECK (
        role NOT IN ('regulator', 'decider')
        OR (authority IS NOT NULL AND territory IS NOT NULL)
    ),
    CONSTRAINT access_token_authority_check CHECK (octet_length(authority) BETWEEN 1 AND 80),
    CONSTRAINT access_token_territory_check CHECK (octet_length(territory) BETWEEN 1 AND 80),
    CONSTRAINT access_token_expires_at_check CHECK (expires_at > issued_at)
);
COMMENT ON TABLE probity.access_token IS
'Service tokens, the secret only as a hash. Source: probity token issue, or an administrator. '
'Kept: for ever, so that an entry''s actor stays known; a token is revoked, never deleted.';
COMMENT ON COLUMN probity.access_token.token_id IS
'The public half of the token and the principal of its requests; UUIDv7. '
'Personal data: pseudonymous.';
COMMENT ON COLUMN probity.access_token.secret_sha256 IS
'SHA-256 of the 256-bit secret half; 32 bytes. Personal data: secret.';
COMMENT ON COLUMN probity.access_token.role IS
'regulator, decider, employer, visaDesk, auditor or administrator. Personal data: none.';
COMMENT ON COLUMN probity.access_token.label IS
'What the issuer calls it: a desk or a system, not a person. Personal data: open.';
COMMENT ON COLUMN probity.access_token.authority IS
'Code of the authority it acts for; regulators and deciders always. Personal data: none.';
COMMENT ON COLUMN probity.access_token.territory IS
'Where that authority''s word holds, ISO 3166 code; regulators and deciders always. '
'Personal data: none.';
COMMENT ON COLUMN probity.access_token.party_id IS
'The party an employer''s token is bound to. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.access_token.issued_at IS
'Instant from which it is accepted. Personal data: none.';
COMMENT ON COLUMN probity.access_token.expires_at IS
'Instant from which it is refused; NULL: does not expire. Personal data: none.';
COMMENT ON COLUMN probity.access_token.revoked_at IS
'Instant of revocation; NULL: stands. Personal data: none.';

CREATE TABLE probity.idempotency (
    principal uuid NOT NULL,
    route text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    request_sha256 bytea NOT NULL,
    entry_number bigint NOT NULL,
    subject uuid,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT idempotency_principal_route_key_pk PRIMARY KEY (principal, route, key),
    CONSTRAINT idempotency_route_check CHECK (octet_length(route) BETWEEN 1 AND 400),
    CONSTRAINT idempotency_key_check CHECK (octet_length(key) BETWEEN 1 AND 400),
    CONSTRAINT idempotency_request_sha256_check CHECK (octet_length(request_sha256) = 32),
    CONSTRAINT idempotency_entry_number_check CHECK (entry_number >= 1)
);
CREATE INDEX idempotency_recorded_at_idx ON probity.idempotency (recorded_at);
COMMENT ON TABLE probity.idempotency IS
'Commands that were answered with success, by the key their sender gave them. '
'Source: the Registrar, with the entry itself. Kept: 30 days, then swept.';
COMMENT ON COLUMN probity.idempotency.principal IS
'Who sent the command: a token. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.idempotency.route IS
'Route the command came by; a key holds for one route. Personal data: none.';
COMMENT ON COLUMN probity.idempotency.key IS
'The sender''s Idempotency-Key. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.idempotency.request_sha256 IS
'SHA-256 of the command; the same key with another one is a conflict. '
'Personal data: pseudonymous.';
COMMENT ON COLUMN probity.idempotency.entry_number IS
'Entry at which the answer is rendered again. Personal data: none.';
COMMENT ON COLUMN probity.idempotency.subject IS
'What the command made, an event for example; NULL where nothing. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.idempotency.recorded_at IS
'Instant of the entry, from which the 30 days run. Personal data: none.';

GRANT SELECT, INSERT ON probity.access_token TO probity_writer;
GRANT UPDATE (revoked_at) ON probity.access_token TO probity_writer;
GRANT SELECT ON probity.access_token TO probity_query;
GRANT SELECT, INSERT, DELETE ON probity.idempotency TO probity_writer;
