-- Why: a party is addressed by its id or by any identifier it bears, and lists and checks of
-- territory must not fold dossiers. Both tables are derived: they can be emptied and rebuilt from
-- the ledger. Nothing here names a natural person: those names lie sealed in personal_text.
--
-- Keys compare byte by byte (COLLATE "C"): lists page the same on every machine, and no index
-- breaks when the system's collation changes.
--
-- Locks: none, both tables are new. Time: milliseconds.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL ROLE probity_owner;

CREATE TABLE probity.party (
    party_id uuid NOT NULL,
    kind text NOT NULL,
    region text COLLATE "C" NOT NULL,
    regime text COLLATE "C" NOT NULL,
    name text,
    name_key text COLLATE "C",
    town_key text COLLATE "C",
    entry_number bigint NOT NULL,
    CONSTRAINT party_party_id_pk PRIMARY KEY (party_id),
    CONSTRAINT party_kind_check CHECK (
        kind IN ('organisation', 'government', 'soleTrader', 'person')
    ),
    CONSTRAINT party_natural_person_check CHECK (
        kind NOT IN ('soleTrader', 'person')
        OR (name IS NULL AND name_key IS NULL AND town_key IS NULL)
    ),
    CONSTRAINT party_region_check CHECK (octet_length(region) BETWEEN 1 AND 80),
    CONSTRAINT party_regime_check CHECK (octet_length(regime) BETWEEN 1 AND 80),
    CONSTRAINT party_entry_number_check CHECK (entry_number >= 1)
);
COMMENT ON TABLE probity.party IS
'Parties as lists and checks of territory need them; derived. Source: entries of the party. '
'Kept: as long as the ledger.';
COMMENT ON COLUMN probity.party.party_id IS
'The party, UUIDv7. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.party.kind IS
'organisation, government, soleTrader or person; the last two are natural persons. '
'Personal data: none.';
COMMENT ON COLUMN probity.party.region IS
'Territory it belongs to, ISO 3166 code such as CN-44. Personal data: none.';
COMMENT ON COLUMN probity.party.regime IS
'Code of the regime it is registered under. Personal data: none.';
COMMENT ON COLUMN probity.party.name IS
'Published name as registered; NULL for natural persons. Personal data: open.';
COMMENT ON COLUMN probity.party.name_key IS
'Normal form of the name, for comparison; NULL for natural persons. Personal data: open.';
COMMENT ON COLUMN probity.party.town_key IS
'Normal form of the town; NULL for natural persons or where unknown. Personal data: open.';
COMMENT ON COLUMN probity.party.entry_number IS
'Last entry that changed this row. Personal data: none.';

CREATE TABLE probity.party_key (
    key text COLLATE "C" NOT NULL,
    party_id uuid NOT NULL,
    CONSTRAINT party_key_key_pk PRIMARY KEY (key),
    CONSTRAINT party_key_key_check CHECK (octet_length(key) BETWEEN 1 AND 400)
);
CREATE INDEX party_key_party_id_idx ON probity.party_key (party_id);
COMMENT ON TABLE probity.party_key IS
'Every way to address a party; derived. Source: entries of the party. Kept: as long as the ledger.';
COMMENT ON COLUMN probity.party_key.key IS
'An identifier as scheme:value, or the id as lower-case text. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.party_key.party_id IS
'The party it leads to. Personal data: pseudonymous.';

GRANT SELECT, INSERT, UPDATE, DELETE ON probity.party, probity.party_key TO probity_writer;
GRANT SELECT ON probity.party, probity.party_key TO probity_query;
GRANT SELECT ON probity.party_key TO probity_hot_reader;
