-- Why: a score depends on how many events of each kind a party has, not on each of them. What is
-- entered about a party, and the answer whether it may vouch, read these numbers instead of the
-- events, and so take no longer for a party with 200,000 events than for one with ten. And what
-- was told of the rating in an answer is remembered with it, so that to repeat it costs no more.
--
-- The bytes are those of `[EventLine].bytes`. Rows for events that stand already are made here in
-- the same form; `verify` compares both.
--
-- Locks: idempotency for an instant. Time: about ten seconds for a million events.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '600s';
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

INSERT INTO probity.event_tally (
    party_id, role, regime, indicator, state, entry_number, bytes
)
SELECT
    line.party_id, line.role, line.regime, line.indicator, line.state,
    max(line.entry_number),
    string_agg(
        int4send(line.occurred) || int4send(line.reported) || int4send(line.determined)
        || int4send(line.quantity) || int4send(line.disclosed)
        || int4send(line.event_count) || int4send(octet_length(line.particulars))
        || line.particulars,
        '' ORDER BY
            line.occurred, line.reported, line.determined, line.quantity, line.disclosed,
            line.particulars
    )
FROM (
    SELECT
        event.party_id,
        event.body ->> 'role' AS role,
        event.body ->> 'regime' AS regime,
        event.body ->> 'indicator' AS indicator,
        event.body ->> 'state' AS state,
        (event.body ->> 'occurredOn')::date - '1970-01-01'::date AS occurred,
        (event.body ->> 'reportedOn')::date - '1970-01-01'::date AS reported,
        coalesce(
            (event.body ->> 'determinedOn')::date - '1970-01-01'::date, -2147483648
        ) AS determined,
        (event.body ->> 'quantity')::integer AS quantity,
        (event.body ? 'voluntaryDisclosure')::integer AS disclosed,
        convert_to(coalesce(event.particulars, ''), 'UTF8') AS particulars,
        count(*)::integer AS event_count,
        max(event.entry_number) AS entry_number
    FROM (
        SELECT
            stored.party_id,
            stored.entry_number,
            read.text::jsonb AS body,
            -- Facts and grades stand one after the other in canonical JSON, before the id.
            '{' || (regexp_match(
                read.text,
                '("(?:facts|grades)":\{.*),"id":"[0-9a-f-]{36}","indicator":'
            ))[1] || '}' AS particulars
        FROM probity.history AS stored
        CROSS JOIN LATERAL (SELECT convert_from(stored.bytes, 'UTF8') AS text) AS read
        WHERE stored.kind = 'event'
    ) AS event
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
) AS line
GROUP BY 1, 2, 3, 4, 5;

SELECT probity.guard_party_rows('probity.event_tally', '{system, auditor, answering}');

GRANT SELECT, INSERT, UPDATE, DELETE ON probity.event_tally TO probity_writer;
GRANT SELECT ON probity.event_tally TO probity_query;

ALTER TABLE probity.idempotency ADD COLUMN rating bytea;
COMMENT ON COLUMN probity.idempotency.rating IS
'What the answer told of the rating, canonical JSON; NULL where nothing. '
'Personal data: pseudonymous.';
