-- Why: what is kept of a dossier, the fold of a party's entries. The history holds it as keyed
-- rows; a standing is the small row that the fast check reads. All of it is derived: `verify`
-- folds the ledger again and compares row by row, byte by byte.
--
-- Locks: none, all tables are new. Time: milliseconds.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL ROLE probity_owner;

CREATE TABLE probity.history (
    party_id uuid NOT NULL,
    kind text NOT NULL,
    record_id uuid NOT NULL,
    entry_number bigint NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT history_party_id_kind_record_id_pk PRIMARY KEY (party_id, kind, record_id),
    CONSTRAINT history_kind_check CHECK (kind IN ('party', 'accreditation', 'event')),
    CONSTRAINT history_entry_number_check CHECK (entry_number >= 1),
    CONSTRAINT history_bytes_check CHECK (octet_length(bytes) BETWEEN 1 AND 1048576)
);
COMMENT ON TABLE probity.history IS
'A party''s dossier as keyed rows, one per record; derived. Source: the fold of its entries. '
'Kept: as long as the ledger.';
COMMENT ON COLUMN probity.history.party_id IS
'The party. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.history.kind IS
'Which kind of record: party, accreditation or event. Personal data: none.';
COMMENT ON COLUMN probity.history.record_id IS
'The record: id of the party, accreditation or event. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.history.entry_number IS
'Last entry that changed the record. Personal data: none.';
COMMENT ON COLUMN probity.history.bytes IS
'Canonical bytes of the record; texts of natural persons only as commitments. '
'Personal data: pseudonymous.';

-- Every entry of a party rewrites its standings: room on the page lets the new version stay there.
CREATE TABLE probity.standing (
    party_id uuid NOT NULL,
    role text COLLATE "C" NOT NULL,
    regime text COLLATE "C" NOT NULL,
    entry_number bigint NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT standing_party_id_role_regime_pk PRIMARY KEY (party_id, role, regime),
    CONSTRAINT standing_role_check CHECK (
        role IN ('inviter', 'recommender', 'sponsor', 'guarantor', 'certifier')
    ),
    CONSTRAINT standing_regime_check CHECK (octet_length(regime) BETWEEN 1 AND 80),
    CONSTRAINT standing_entry_number_check CHECK (entry_number >= 1),
    CONSTRAINT standing_bytes_check CHECK (octet_length(bytes) BETWEEN 1 AND 4096)
) WITH (fillfactor = 70);
COMMENT ON TABLE probity.standing IS
'What the fast check needs of a party in one role under one regime; derived. '
'Source: the fold of its entries and the policy named in the bytes. Kept: as long as the ledger.';
COMMENT ON COLUMN probity.standing.party_id IS
'The party. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.standing.role IS
'In which role it vouches: inviter, recommender, sponsor, guarantor, certifier. '
'Personal data: none.';
COMMENT ON COLUMN probity.standing.regime IS
'Code of the regime. Personal data: none.';
COMMENT ON COLUMN probity.standing.entry_number IS
'Last entry of the party that is in it. Personal data: none.';
COMMENT ON COLUMN probity.standing.bytes IS
'Canonical bytes: sanctions and accreditations by date, rating by legal day, policy hash; at most '
'4 KiB. Personal data: pseudonymous.';

CREATE TABLE probity.event_index (
    event_id uuid NOT NULL,
    party_id uuid NOT NULL,
    origin_system text COLLATE "C",
    origin_id text COLLATE "C",
    CONSTRAINT event_index_event_id_pk PRIMARY KEY (event_id),
    CONSTRAINT event_index_origin_system_origin_id_key UNIQUE (origin_system, origin_id),
    CONSTRAINT event_index_origin_check CHECK (
        (origin_system IS NULL AND origin_id IS NULL)
        OR (
            octet_length(origin_system) BETWEEN 1 AND 400
            AND octet_length(origin_id) BETWEEN 1 AND 400
            AND origin_system IS NOT NULL AND origin_id IS NOT NULL
        )
    )
);
COMMENT ON TABLE probity.event_index IS
'Which party an event belongs to, and that a source reports it once; derived. '
'Source: entries of kind event.reported. Kept: as long as the ledger.';
COMMENT ON COLUMN probity.event_index.event_id IS
'The event, UUIDv7. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.event_index.party_id IS
'The party it was reported on. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.event_index.origin_system IS
'The reporting system, as it names itself; NULL when entered by hand. Personal data: none.';
COMMENT ON COLUMN probity.event_index.origin_id IS
'The event''s id in that system; NULL when entered by hand. Personal data: pseudonymous.';

CREATE TABLE probity.accreditation_index (
    accreditation_id uuid NOT NULL,
    party_id uuid NOT NULL,
    CONSTRAINT accreditation_index_accreditation_id_pk PRIMARY KEY (accreditation_id)
);
COMMENT ON TABLE probity.accreditation_index IS
'Which party an accreditation belongs to; derived. '
'Source: entries of kind accreditation.granted. Kept: as long as the ledger.';
COMMENT ON COLUMN probity.accreditation_index.accreditation_id IS
'The accreditation, UUIDv7. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.accreditation_index.party_id IS
'The party that holds it. Personal data: pseudonymous.';

GRANT SELECT, INSERT, UPDATE, DELETE
ON probity.history, probity.standing, probity.event_index, probity.accreditation_index
TO probity_writer;
GRANT SELECT
ON probity.history, probity.standing, probity.event_index, probity.accreditation_index
TO probity_query;
GRANT SELECT ON probity.standing TO probity_hot_reader;
