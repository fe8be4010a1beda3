-- Why: a score depends on how many events of each class a party has, not on each of them: events
-- of one class weigh the same under any law. What is entered about a party, and the answer whether
-- it may vouch, read this instead of the events, and so take no longer for a party with 200,000
-- events than for one with ten.
--
-- The key is the SHA-256 of the class as text, as `EventClass.keyBytes` writes it. Rows for events
-- that stand already are made here in the same words; `verify` compares both.
--
-- Locks: none, the table is new. Time: about ten seconds for a million events.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '600s';
SET LOCAL ROLE probity_owner;

CREATE TABLE probity.event_tally (
    party_id uuid NOT NULL,
    class_sha256 bytea NOT NULL,
    role text COLLATE "C" NOT NULL,
    regime text COLLATE "C" NOT NULL,
    indicator text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    occurred_on date NOT NULL,
    reported_on date NOT NULL,
    determined_on date,
    quantity bigint NOT NULL,
    disclosed boolean NOT NULL,
    particulars bytea,
    event_count bigint NOT NULL,
    entry_number bigint NOT NULL,
    CONSTRAINT event_tally_party_id_class_sha256_pk PRIMARY KEY (party_id, class_sha256),
    CONSTRAINT event_tally_class_sha256_check CHECK (octet_length(class_sha256) = 32),
    CONSTRAINT event_tally_particulars_check CHECK (octet_length(particulars) <= 1048576),
    CONSTRAINT event_tally_event_count_check CHECK (event_count >= 1),
    CONSTRAINT event_tally_entry_number_check CHECK (entry_number >= 1)
) WITH (fillfactor = 80);
COMMENT ON TABLE probity.event_tally IS
'How many events of each class a party has; derived. Source: the fold of its entries. '
'Kept: as long as the ledger.';
COMMENT ON COLUMN probity.event_tally.party_id IS 'The party. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.event_tally.class_sha256 IS
'SHA-256 of the class as text: the columns up to disclosed, a line each, and the particulars. '
'Personal data: none.';
COMMENT ON COLUMN probity.event_tally.role IS
'In which role the party acted. Personal data: none.';
COMMENT ON COLUMN probity.event_tally.regime IS
'Code of the regime of the indicator. Personal data: none.';
COMMENT ON COLUMN probity.event_tally.indicator IS
'Code of the indicator. Personal data: none.';
COMMENT ON COLUMN probity.event_tally.state IS
'alleged, confirmed or annulled. Personal data: none.';
COMMENT ON COLUMN probity.event_tally.occurred_on IS
'The legal day they happened. Personal data: none.';
COMMENT ON COLUMN probity.event_tally.reported_on IS
'The legal day they were reported. Personal data: none.';
COMMENT ON COLUMN probity.event_tally.determined_on IS
'The legal day they were confirmed or annulled; NULL while alleged. Personal data: none.';
COMMENT ON COLUMN probity.event_tally.quantity IS
'How many persons, days or instances each states. Personal data: none.';
COMMENT ON COLUMN probity.event_tally.disclosed IS
'Whether the party disclosed them before the authority knew. Personal data: none.';
COMMENT ON COLUMN probity.event_tally.particulars IS
'Facts and grades that each states, canonical JSON; NULL where none. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.event_tally.event_count IS 'How many events. Personal data: none.';
COMMENT ON COLUMN probity.event_tally.entry_number IS
'Last entry that brought an event into the class or out of it. Personal data: none.';

INSERT INTO probity.event_tally (
    party_id, class_sha256, role, regime, indicator, state, occurred_on, reported_on,
    determined_on, quantity, disclosed, particulars, event_count, entry_number
)
SELECT
    class.party_id,
    sha256(
        convert_to(
            concat_ws(
                E'\n', class.body ->> 'role', class.body ->> 'regime',
                class.body ->> 'indicator', class.body ->> 'state',
                class.body ->> 'occurredOn', class.body ->> 'reportedOn',
                coalesce(class.body ->> 'determinedOn', ''), class.body ->> 'quantity',
                coalesce(class.body ->> 'voluntaryDisclosure', 'false'), ''
            ), 'UTF8'
        ) || coalesce(convert_to(class.particulars, 'UTF8'), '\x'::bytea)
    ),
    min(class.body ->> 'role'), min(class.body ->> 'regime'), min(class.body ->> 'indicator'),
    min(class.body ->> 'state'), min((class.body ->> 'occurredOn')::date),
    min((class.body ->> 'reportedOn')::date), min((class.body ->> 'determinedOn')::date),
    min((class.body ->> 'quantity')::bigint),
    bool_or(coalesce((class.body ->> 'voluntaryDisclosure')::boolean, false)),
    decode(min(encode(convert_to(class.particulars, 'UTF8'), 'hex')), 'hex'), count(*),
    max(class.entry_number)
FROM (
    SELECT
        event.party_id,
        event.entry_number,
        read.text::jsonb AS body,
        -- Facts and grades stand one after the other in canonical JSON, before the id.
        '{' || (regexp_match(
            read.text,
            '("(?:facts|grades)":\{.*),"id":"[0-9a-f-]{36}","indicator":'
        ))[1] || '}' AS particulars
    FROM probity.history AS event
    CROSS JOIN LATERAL (SELECT convert_from(event.bytes, 'UTF8') AS text) AS read
    WHERE event.kind = 'event'
) AS class
GROUP BY 1, 2;

SELECT probity.guard_party_rows('probity.event_tally', '{system, auditor, answering}');

GRANT SELECT, INSERT, UPDATE, DELETE ON probity.event_tally TO probity_writer;
GRANT SELECT ON probity.event_tally TO probity_query;
