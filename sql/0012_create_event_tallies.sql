-- Why: a score depends on how many events of each kind a party has, not on each of them. What is
-- entered about a party, and the answer whether it may vouch, read these numbers instead of the
-- events, and so take no longer for a party with 200,000 events than for one with ten. And what
-- was told of the rating in an answer is remembered with it, so that to repeat it costs no more.
--
-- The bytes are those of `[EventLine].bytes`. Rows for events that stand already are made by
-- whatever opens the ledger first (0018).
--
-- Locks: idempotency for an instant. Time: milliseconds.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL ROLE probity_owner;

CREATE TABLE probity.event_tally (
    party_id uuid NOT NULL,
    role text COLLATE "C" NOT NULL,
    regime text COLLATE "C" NOT NULL,
    indicator text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    entry_number bigint NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT event_tally_party_id_role_regime_indicator_state_pk
    PRIMARY KEY (party_id, role, regime, indicator, state),
    CONSTRAINT event_tally_entry_number_check CHECK (entry_number >= 1),
    CONSTRAINT event_tally_bytes_check CHECK (octet_length(bytes) >= 28)
) WITH (fillfactor = 80);
COMMENT ON TABLE probity.event_tally IS
'How many events of each kind a party has; derived. Source: the fold of its entries. '
'Kept: as long as the ledger.';
COMMENT ON COLUMN probity.event_tally.party_id IS 'The party. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.event_tally.role IS
'In which role the party acted. Personal data: none.';
COMMENT ON COLUMN probity.event_tally.regime IS
'Code of the regime of the indicator. Personal data: none.';
COMMENT ON COLUMN probity.event_tally.indicator IS
'Code of the indicator. Personal data: none.';
COMMENT ON COLUMN probity.event_tally.state IS
'alleged, confirmed or annulled. Personal data: none.';
COMMENT ON COLUMN probity.event_tally.entry_number IS
'Last entry that brought an event into the group or out of it. Personal data: none.';
COMMENT ON COLUMN probity.event_tally.bytes IS
'For each kind of event of the group, in order, big-endian numbers of four bytes: days since '
'1970-01-01 on which it happened, was reported and was determined, quantity, disclosure, how many, '
'length of the facts and grades, which follow as JSON. Personal data: pseudonymous.';

SELECT probity.guard_party_rows('probity.event_tally', '{system, auditor, answering}');

GRANT SELECT, INSERT, UPDATE, DELETE ON probity.event_tally TO probity_writer;
GRANT SELECT ON probity.event_tally TO probity_query;

ALTER TABLE probity.idempotency ADD COLUMN rating bytea;
COMMENT ON COLUMN probity.idempotency.rating IS
'What the answer told of the rating, canonical JSON; NULL where nothing. '
'Personal data: pseudonymous.';
