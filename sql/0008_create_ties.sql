-- Why: relations, undertakings and sanctions join the records of a dossier. One row may stand in
-- several dossiers, the same in each: an undertaking in that of every voucher, a relation in those
-- of both parties. The index leads from such a record to the parties whose dossiers hold it.
--
-- Locks: history for an instant, while its check is replaced; the next file looks through the rows
-- that stand. Time: milliseconds, whatever the size.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL ROLE probity_owner;

-- squawk-ignore ban-drop-constraint -- the check that takes its place only allows more
ALTER TABLE probity.history DROP CONSTRAINT history_kind_check;
ALTER TABLE probity.history ADD CONSTRAINT history_kind_check CHECK (
    kind IN ('party', 'accreditation', 'event', 'relation', 'undertaking', 'sanction')
) NOT VALID;
COMMENT ON COLUMN probity.history.kind IS
'Which kind of record: party, accreditation, event, relation, undertaking or sanction. '
'Personal data: none.';

CREATE TABLE probity.tie_index (
    record_id uuid NOT NULL,
    party_id uuid NOT NULL,
    kind text COLLATE "C" NOT NULL,
    CONSTRAINT tie_index_record_id_party_id_pk PRIMARY KEY (record_id, party_id),
    CONSTRAINT tie_index_kind_check CHECK (kind IN ('relation', 'undertaking', 'sanction'))
);
CREATE INDEX tie_index_party_id_kind_record_id_idx
ON probity.tie_index (party_id, kind, record_id);
COMMENT ON TABLE probity.tie_index IS
'Which parties'' dossiers hold a relation, an undertaking or a sanction; derived. '
'Source: entries of these kinds. Kept: as long as the ledger.';
COMMENT ON COLUMN probity.tie_index.record_id IS
'The record, UUIDv7. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.tie_index.party_id IS
'A party whose dossier holds it. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.tie_index.kind IS
'relation, undertaking or sanction. Personal data: none.';

GRANT SELECT, INSERT, UPDATE, DELETE ON probity.tie_index TO probity_writer;
GRANT SELECT ON probity.tie_index TO probity_query;
