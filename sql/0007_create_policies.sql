-- Why: law is dated data. An answer names the policy version it used by its hash, so the packs that
-- were ever in force are kept here, unchanged; a correction is a new version. And an edition of a
-- foreign register that was read to its end is remembered, so that it is not read twice.
--
-- Locks: none, both tables are new. Time: milliseconds.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL ROLE probity_owner;

CREATE TABLE probity.policy_version (
    code text COLLATE "C" NOT NULL,
    version text COLLATE "C" NOT NULL,
    sha256 bytea NOT NULL,
    pack bytea NOT NULL,
    in_force_from date NOT NULL,
    entry_number bigint NOT NULL,
    CONSTRAINT policy_version_code_version_pk PRIMARY KEY (code, version),
    CONSTRAINT policy_version_sha256_key UNIQUE (sha256),
    CONSTRAINT policy_version_code_check CHECK (octet_length(code) BETWEEN 1 AND 80),
    CONSTRAINT policy_version_version_check CHECK (octet_length(version) BETWEEN 1 AND 80),
    CONSTRAINT policy_version_sha256_check CHECK (octet_length(sha256) = 32),
    CONSTRAINT policy_version_in_force_from_check CHECK (isfinite(in_force_from)),
    CONSTRAINT policy_version_entry_number_check CHECK (entry_number >= 1)
);
COMMENT ON TABLE probity.policy_version IS
'Enacted versions of regimes; append-only. Source: entries of kind policy.enacted and the pack '
'they name. Kept: for ever.';
COMMENT ON COLUMN probity.policy_version.code IS
'Code of the regime. Personal data: none.';
COMMENT ON COLUMN probity.policy_version.version IS
'Version within the regime, as the pack states it. Personal data: none.';
COMMENT ON COLUMN probity.policy_version.sha256 IS
'SHA-256 of the pack in its canonical form; 32 bytes. Personal data: none.';
COMMENT ON COLUMN probity.policy_version.pack IS
'The pack itself, as hashed. Personal data: none.';
COMMENT ON COLUMN probity.policy_version.in_force_from IS
'First legal day on which it is used. Personal data: none.';
COMMENT ON COLUMN probity.policy_version.entry_number IS
'Entry that enacted it. Personal data: none.';

CREATE TRIGGER policy_version_append_only
BEFORE UPDATE OR DELETE OR TRUNCATE ON probity.policy_version
FOR EACH STATEMENT EXECUTE FUNCTION probity.refuse_change();
ALTER TABLE probity.policy_version ENABLE ALWAYS TRIGGER policy_version_append_only;

CREATE TABLE probity.register_edition (
    regime text COLLATE "C" NOT NULL,
    edition_date date NOT NULL,
    sha256 bytea NOT NULL,
    entry_number bigint NOT NULL,
    CONSTRAINT register_edition_regime_edition_date_pk PRIMARY KEY (regime, edition_date),
    CONSTRAINT register_edition_regime_sha256_key UNIQUE (regime, sha256),
    CONSTRAINT register_edition_regime_check CHECK (octet_length(regime) BETWEEN 1 AND 80),
    CONSTRAINT register_edition_edition_date_check CHECK (isfinite(edition_date)),
    CONSTRAINT register_edition_sha256_check CHECK (octet_length(sha256) = 32),
    CONSTRAINT register_edition_entry_number_check CHECK (entry_number >= 1)
);
COMMENT ON TABLE probity.register_edition IS
'Editions of foreign registers that were imported to their end; append-only. '
'Source: entries of kind edition.imported. Kept: for ever.';
COMMENT ON COLUMN probity.register_edition.regime IS
'Code of the regime whose vocabulary read it. Personal data: none.';
COMMENT ON COLUMN probity.register_edition.edition_date IS
'Day the publisher dates the edition. Personal data: none.';
COMMENT ON COLUMN probity.register_edition.sha256 IS
'SHA-256 of the file as published; 32 bytes. Personal data: none.';
COMMENT ON COLUMN probity.register_edition.entry_number IS
'Entry that closes the import. Personal data: none.';

CREATE TRIGGER register_edition_append_only
BEFORE UPDATE OR DELETE OR TRUNCATE ON probity.register_edition
FOR EACH STATEMENT EXECUTE FUNCTION probity.refuse_change();
ALTER TABLE probity.register_edition ENABLE ALWAYS TRIGGER register_edition_append_only;

GRANT SELECT, INSERT ON probity.policy_version, probity.register_edition TO probity_writer;
GRANT SELECT ON probity.policy_version, probity.register_edition TO probity_query;
