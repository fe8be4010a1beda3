-- Why: what a party owes by when is a record of its dossier, listed by party, state and last day,
-- and looked through for last days that are over. A row of the list is derived from the entries of
-- its duty. Whatever is to be told to a party outside, as that a duty falls due, stands in the
-- outbox in the transaction of the entry that it follows from, dated, and once; whoever delivers it
-- notes when.
--
-- Locks: history for an instant, while its check is replaced; a later file looks through the rows
-- that stand. Time: milliseconds, whatever the size.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL ROLE probity_owner;

-- squawk-ignore ban-drop-constraint -- the check that takes its place only allows more
ALTER TABLE probity.history DROP CONSTRAINT history_kind_check;
ALTER TABLE probity.history ADD CONSTRAINT history_kind_check CHECK (
    kind IN ('party', 'accreditation', 'event', 'relation', 'undertaking', 'sanction', 'duty')
) NOT VALID;
COMMENT ON COLUMN probity.history.kind IS
'Which kind of record: party, accreditation, event, relation, undertaking, sanction or duty. '
'Personal data: none.';

CREATE TABLE probity.duty (
    duty_id uuid NOT NULL,
    party_id uuid NOT NULL,
    regime text COLLATE "C" NOT NULL,
    role text COLLATE "C" NOT NULL,
    duty text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    last_day date NOT NULL,
    changed_at timestamptz NOT NULL,
    bytes bytea NOT NULL,
    entry_number bigint NOT NULL,
    CONSTRAINT duty_duty_id_pk PRIMARY KEY (duty_id),
    CONSTRAINT duty_regime_check CHECK (octet_length(regime) BETWEEN 1 AND 80),
    CONSTRAINT duty_role_check CHECK (
        role IN ('inviter', 'recommender', 'sponsor', 'certifier', 'guarantor')
    ),
    CONSTRAINT duty_duty_check CHECK (octet_length(duty) BETWEEN 1 AND 80),
    CONSTRAINT duty_state_check CHECK (
        state IN ('open', 'missed', 'discharged', 'late', 'waived', 'ended')
    ),
    CONSTRAINT duty_last_day_check CHECK (isfinite(last_day)),
    CONSTRAINT duty_changed_at_check CHECK (isfinite(changed_at)),
    CONSTRAINT duty_bytes_check CHECK (octet_length(bytes) BETWEEN 1 AND 65536),
    CONSTRAINT duty_entry_number_check CHECK (entry_number >= 1)
);
CREATE INDEX duty_party_id_last_day_duty_id_idx ON probity.duty (party_id, last_day, duty_id);
CREATE INDEX duty_state_last_day_duty_id_idx ON probity.duty (state, last_day, duty_id);
CREATE INDEX duty_last_day_duty_id_idx ON probity.duty (last_day, duty_id);
CREATE INDEX duty_regime_last_day_duty_id_idx ON probity.duty (regime, last_day, duty_id)
WHERE state = 'open';
COMMENT ON TABLE probity.duty IS
'Duties as they are listed, and whose dossiers hold them; derived. Source: entries of the kinds '
'that begin with duty. Kept: as long as the ledger.';
COMMENT ON COLUMN probity.duty.duty_id IS
'The duty, UUIDv7. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.duty.party_id IS
'Who owes it. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.duty.regime IS
'Code of the regime by whose law and days it is owed. Personal data: none.';
COMMENT ON COLUMN probity.duty.role IS
'In which role. Personal data: none.';
COMMENT ON COLUMN probity.duty.duty IS
'Code of the duty in the law. Personal data: none.';
COMMENT ON COLUMN probity.duty.state IS
'State as it is recorded: open, missed, discharged, late, waived or ended. Whether an open one is '
'overdue follows from its last day. Personal data: none.';
COMMENT ON COLUMN probity.duty.last_day IS
'Last legal day on which it is in time, with what the authority extended. Personal data: none.';
COMMENT ON COLUMN probity.duty.changed_at IS
'Instant of the entry that last changed it. Personal data: none.';
COMMENT ON COLUMN probity.duty.bytes IS
'The record, canonical JSON. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.duty.entry_number IS
'Last entry that changed it. Personal data: none.';

SELECT probity.guard_party_rows('probity.duty', '{system, auditor, answering}');
GRANT SELECT, INSERT, UPDATE, DELETE ON probity.duty TO probity_writer;
GRANT SELECT ON probity.duty TO probity_query;

CREATE TABLE probity.outbox (
    kind text COLLATE "C" NOT NULL,
    subject_id uuid NOT NULL,
    due_on date NOT NULL,
    party_id uuid NOT NULL,
    regime text COLLATE "C" NOT NULL,
    payload bytea NOT NULL,
    entry_number bigint NOT NULL,
    delivered_at timestamptz,
    CONSTRAINT outbox_kind_subject_id_due_on_pk PRIMARY KEY (kind, subject_id, due_on),
    CONSTRAINT outbox_kind_check CHECK (kind IN ('duty.reminder')),
    CONSTRAINT outbox_due_on_check CHECK (isfinite(due_on)),
    CONSTRAINT outbox_regime_check CHECK (octet_length(regime) BETWEEN 1 AND 80),
    CONSTRAINT outbox_payload_check CHECK (octet_length(payload) BETWEEN 1 AND 65536),
    CONSTRAINT outbox_entry_number_check CHECK (entry_number >= 1),
    CONSTRAINT outbox_delivered_at_check CHECK (isfinite(delivered_at))
);
CREATE INDEX outbox_due_on_idx ON probity.outbox (due_on);
COMMENT ON TABLE probity.outbox IS
'What is to be told to a party or an authority outside, on which day; written with the entry that '
'it follows from, and taken back while it is not delivered if it holds no longer. Source: entries '
'of the kinds that begin with duty, and the law. Kept: 400 days after its day, then swept.';
COMMENT ON COLUMN probity.outbox.kind IS
'What it is: duty.reminder, that a duty falls due. Personal data: none.';
COMMENT ON COLUMN probity.outbox.subject_id IS
'The record that it is about: a duty. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.outbox.due_on IS
'Legal day of the regime on which it is to be told. Personal data: none.';
COMMENT ON COLUMN probity.outbox.party_id IS
'Whom it is told. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.outbox.regime IS
'Code of the regime by whose days it is told. Personal data: none.';
COMMENT ON COLUMN probity.outbox.payload IS
'What is told, canonical JSON; ids and codes only. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.outbox.entry_number IS
'Entry that it follows from. Personal data: none.';
COMMENT ON COLUMN probity.outbox.delivered_at IS
'When it was delivered; NULL: not yet. Personal data: none.';

-- Nobody lists it: the writer fills it, and whoever delivers takes it from there.
ALTER TABLE probity.outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE probity.outbox FORCE ROW LEVEL SECURITY;
CREATE POLICY outbox_owner ON probity.outbox
FOR ALL TO probity_owner USING (true) WITH CHECK (true);
CREATE POLICY outbox_writer ON probity.outbox
FOR ALL TO probity_writer USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON probity.outbox TO probity_writer;

INSERT INTO probity.chore (name, done_at) VALUES
('duties.miss', 'epoch'), ('outbox.forget', 'epoch');
