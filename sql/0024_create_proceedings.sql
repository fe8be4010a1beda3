-- Why: cases, applications, objections and repairs are proceedings: records of a dossier like
-- others, whose states follow from the day. Officers look for those in a state, or due by a day, so
-- the states of each stand here by day; the record itself stands in the history.
--
-- Locks: history and tie_index, each exclusively for the milliseconds in which a check is replaced.
-- Time: milliseconds.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL ROLE probity_owner;

-- squawk-ignore ban-drop-constraint -- the check that takes its place only allows more
ALTER TABLE probity.history DROP CONSTRAINT history_kind_check;
ALTER TABLE probity.history ADD CONSTRAINT history_kind_check CHECK (
    kind IN (
        'party', 'accreditation', 'event', 'relation', 'undertaking', 'sanction', 'duty',
        'proceeding'
    )
) NOT VALID;
COMMENT ON COLUMN probity.history.kind IS
'Which kind of record: party, accreditation, event, relation, undertaking, sanction, duty or '
'proceeding. Personal data: none.';

-- squawk-ignore ban-drop-constraint -- the check that takes its place only allows more
ALTER TABLE probity.tie_index DROP CONSTRAINT tie_index_kind_check;
ALTER TABLE probity.tie_index ADD CONSTRAINT tie_index_kind_check CHECK (
    kind IN ('relation', 'undertaking', 'sanction', 'proceeding')
) NOT VALID;
COMMENT ON COLUMN probity.tie_index.kind IS
'Which kind of record: relation, undertaking, sanction or proceeding. Personal data: none.';

CREATE TABLE probity.proceeding (
    proceeding_id uuid NOT NULL,
    party_id uuid NOT NULL,
    kind text COLLATE "C" NOT NULL,
    regime text COLLATE "C" NOT NULL,
    from_days date [] NOT NULL,
    states text [] NOT NULL,
    due_days date [] NOT NULL,
    CONSTRAINT proceeding_proceeding_id_pk PRIMARY KEY (proceeding_id),
    CONSTRAINT proceeding_kind_check CHECK (
        kind IN ('case', 'application', 'objection', 'repair')
    ),
    CONSTRAINT proceeding_regime_check CHECK (octet_length(regime) BETWEEN 1 AND 80),
    CONSTRAINT proceeding_from_days_check CHECK (cardinality(from_days) >= 1),
    CONSTRAINT proceeding_states_check CHECK (cardinality(states) = cardinality(from_days)),
    CONSTRAINT proceeding_due_days_check CHECK (cardinality(due_days) = cardinality(from_days))
);
CREATE INDEX proceeding_kind_proceeding_id_idx ON probity.proceeding (kind, proceeding_id);
CREATE INDEX proceeding_party_id_proceeding_id_idx
ON probity.proceeding (party_id, proceeding_id);
COMMENT ON TABLE probity.proceeding IS
'The states of each proceeding by day, to look for it; derived. Source: entries of kind '
'proceeding.opened and proceeding.moved. Kept: as long as the ledger.';
COMMENT ON COLUMN probity.proceeding.proceeding_id IS
'The proceeding, UUIDv7. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.proceeding.party_id IS
'The party that it concerns. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.proceeding.kind IS
'What it is about: case, application, objection or repair. Personal data: none.';
COMMENT ON COLUMN probity.proceeding.regime IS
'Code of the regime, whose legal day tells the state. Personal data: none.';
COMMENT ON COLUMN probity.proceeding.from_days IS
'Legal days from which each state holds, rising. Personal data: none.';
COMMENT ON COLUMN probity.proceeding.states IS
'Codes of the states, one for each day. Personal data: none.';
COMMENT ON COLUMN probity.proceeding.due_days IS
'Last day of whoever must act next in each state; an element that is NULL: the law sets none. '
'Personal data: none.';

SELECT probity.guard_party_rows('probity.proceeding', '{system, auditor, administrator}');

GRANT SELECT, INSERT, UPDATE, DELETE ON probity.proceeding TO probity_writer;
GRANT SELECT ON probity.proceeding TO probity_query;
