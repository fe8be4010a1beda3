-- Why: a version of the law is looked at, tried on the register and talked over before it is
-- enacted. A draft is kept as it was sent, so that every daemon knows it and what is enacted is
-- what was tried; a correction is another version.
--
-- Locks: none, the table is new. Time: milliseconds.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL ROLE probity_owner;

CREATE TABLE probity.policy_draft (
    code text COLLATE "C" NOT NULL,
    version text COLLATE "C" NOT NULL,
    sha256 bytea NOT NULL,
    pack bytea NOT NULL,
    title_en text NOT NULL,
    title_zh text NOT NULL,
    is_default boolean NOT NULL,
    entry_number bigint NOT NULL,
    CONSTRAINT policy_draft_code_version_pk PRIMARY KEY (code, version),
    CONSTRAINT policy_draft_code_check CHECK (octet_length(code) BETWEEN 1 AND 80),
    CONSTRAINT policy_draft_version_check CHECK (octet_length(version) BETWEEN 1 AND 80),
    CONSTRAINT policy_draft_sha256_check CHECK (octet_length(sha256) = 32),
    CONSTRAINT policy_draft_pack_check CHECK (octet_length(pack) BETWEEN 1 AND 4194304),
    CONSTRAINT policy_draft_entry_number_check CHECK (entry_number >= 1)
);
COMMENT ON TABLE probity.policy_draft IS
'Versions of regimes that were sent in to be tried and, perhaps, enacted; append-only. '
'Source: entries of kind policy.drafted and the pack they name. Kept: for ever.';
COMMENT ON COLUMN probity.policy_draft.code IS
'Code of the regime. Personal data: none.';
COMMENT ON COLUMN probity.policy_draft.version IS
'Version within the regime, as the pack states it. Personal data: none.';
COMMENT ON COLUMN probity.policy_draft.sha256 IS
'SHA-256 of the pack in its canonical form; 32 bytes. Personal data: none.';
COMMENT ON COLUMN probity.policy_draft.pack IS
'The pack itself, as hashed. Personal data: none.';
COMMENT ON COLUMN probity.policy_draft.title_en IS
'What the pack calls itself in English, for lists. Personal data: none.';
COMMENT ON COLUMN probity.policy_draft.title_zh IS
'What the pack calls itself in Chinese, for lists. Personal data: none.';
COMMENT ON COLUMN probity.policy_draft.is_default IS
'Whether the pack calls itself the default, for lists. Personal data: none.';
COMMENT ON COLUMN probity.policy_draft.entry_number IS
'Entry that records it. Personal data: none.';

CREATE TRIGGER policy_draft_append_only
BEFORE UPDATE OR DELETE OR TRUNCATE ON probity.policy_draft
FOR EACH STATEMENT EXECUTE FUNCTION probity.refuse_change();
ALTER TABLE probity.policy_draft ENABLE ALWAYS TRIGGER policy_draft_append_only;

GRANT SELECT, INSERT ON probity.policy_draft TO probity_writer;
GRANT SELECT ON probity.policy_draft TO probity_query;
