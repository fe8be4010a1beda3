-- Why: names, addresses and free text of natural persons stay out of the ledger. They lie here,
-- sealed with a key per person, and the ledger holds salted commitments to them. Who deletes the
-- key erases the person, and every proof still verifies. The sealed texts go with the key: without
-- it they are noise.
--
-- Rows are written once and deleted, never changed: no role may UPDATE. The hot reader may read
-- neither table.
--
-- Law: GDPR and UK GDPR Art. 17 and 32; PIPL (个人信息保护法) Art. 47 and 51.
-- Locks: none, both tables are new. Time: milliseconds.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL ROLE probity_owner;

CREATE TABLE probity.person_key (
    party_id uuid NOT NULL,
    wrapped_key bytea NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT person_key_party_id_pk PRIMARY KEY (party_id),
    CONSTRAINT person_key_wrapped_key_check CHECK (octet_length(wrapped_key) BETWEEN 32 AND 1024)
);
COMMENT ON TABLE probity.person_key IS
'Key that seals the texts of one person, itself wrapped by the keyring. Source: made by the '
'Registrar with the first sealed text. Kept: until the person is erased; then deleted.';
COMMENT ON COLUMN probity.person_key.party_id IS
'The party whose texts it seals. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.person_key.wrapped_key IS
'The key, encrypted under a key of the keyring, which is not in this database. '
'Personal data: secret.';
COMMENT ON COLUMN probity.person_key.created_at IS
'Instant of making. Personal data: none.';

CREATE TABLE probity.personal_text (
    text_id uuid NOT NULL,
    party_id uuid NOT NULL,
    purpose text COLLATE "C" NOT NULL,
    sealed bytea NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT personal_text_text_id_pk PRIMARY KEY (text_id),
    CONSTRAINT personal_text_party_id_fk FOREIGN KEY (party_id)
    REFERENCES probity.person_key (party_id) ON DELETE CASCADE,
    CONSTRAINT personal_text_purpose_check CHECK (octet_length(purpose) BETWEEN 1 AND 80),
    CONSTRAINT personal_text_sealed_check CHECK (octet_length(sealed) BETWEEN 1 AND 1048576)
);
CREATE INDEX personal_text_party_id_idx ON probity.personal_text (party_id);
COMMENT ON TABLE probity.personal_text IS
'Texts of natural persons, sealed, with the salts of their commitments. Source: the command that '
'brought the text. Kept: until the person is erased; then deleted with the key.';
COMMENT ON COLUMN probity.personal_text.text_id IS
'The text, as entries refer to it; UUIDv7. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.personal_text.party_id IS
'The party whose key seals it. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.personal_text.purpose IS
'What the text is, for example party.name or event.note. Personal data: none.';
COMMENT ON COLUMN probity.personal_text.sealed IS
'32-byte salt and text, encrypted and authenticated under the person''s key. '
'Personal data: sealed.';
COMMENT ON COLUMN probity.personal_text.created_at IS
'Instant of recording. Personal data: none.';

GRANT SELECT, INSERT, DELETE ON probity.person_key, probity.personal_text TO probity_writer;
GRANT SELECT ON probity.person_key, probity.personal_text TO probity_query;
