-- Why: sanctions are listed by party and by the day on which they are in force, and published ones
-- are open to anyone. A row is derived from the entries of its sanction and holds nothing that may
-- not be shown: neither the note nor who recorded it.
--
-- Locks: none, the table is new. Time: milliseconds.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL ROLE probity_owner;

CREATE TABLE probity.sanction (
    sanction_id uuid NOT NULL,
    party_id uuid NOT NULL,
    in_force_from date NOT NULL,
    over_on date,
    published boolean NOT NULL,
    bytes bytea NOT NULL,
    entry_number bigint NOT NULL,
    CONSTRAINT sanction_sanction_id_pk PRIMARY KEY (sanction_id),
    CONSTRAINT sanction_over_on_check CHECK (over_on >= in_force_from),
    CONSTRAINT sanction_bytes_check CHECK (octet_length(bytes) BETWEEN 1 AND 65536),
    CONSTRAINT sanction_entry_number_check CHECK (entry_number >= 1)
);
CREATE INDEX sanction_party_id_sanction_id_idx ON probity.sanction (party_id, sanction_id);
COMMENT ON TABLE probity.sanction IS
'Sanctions as they are listed; derived. Source: entries of kind sanction.imposed and '
'sanction.lifted. Kept: as long as the ledger.';
COMMENT ON COLUMN probity.sanction.sanction_id IS
'The sanction, UUIDv7. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.sanction.party_id IS
'The party it was imposed on. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.sanction.in_force_from IS
'First legal day on which it is in force. Personal data: none.';
COMMENT ON COLUMN probity.sanction.over_on IS
'First legal day on which it no longer is, planned or lifted; NULL: without end. '
'Personal data: none.';
COMMENT ON COLUMN probity.sanction.published IS
'Whether anyone may see it. Personal data: none.';
COMMENT ON COLUMN probity.sanction.bytes IS
'The record as it may be shown, canonical JSON. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.sanction.entry_number IS
'Last entry that changed it. Personal data: none.';

SELECT probity.guard_party_rows(
    'probity.sanction', '{system, auditor, administrator, visaDesk, answering}'
);
-- Whoever asks at all sees what is published; without a principal nobody asks.
CREATE POLICY sanction_published ON probity.sanction
FOR SELECT TO probity_query USING (
    published AND (SELECT nullif(current_setting('probity.role', true), '')) IS NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON probity.sanction TO probity_writer;
GRANT SELECT ON probity.sanction TO probity_query;
