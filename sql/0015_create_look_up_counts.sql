-- Why: a party may know who looked. Look-ups are too many to be recorded one by one, so they are
-- counted by asker, party, purpose and hour; each daemon adds what it counted, once a second.
-- Role and authority of the asker stand in the row: a party that reads it may not read tokens.
--
-- And why chores: with several daemons on one database, what is done in the background is done
-- once a period. A daemon locks the row of a chore while it works and moves it on when all is
-- done; with the session of one that dies goes its lock, and another finds the chore still due.
--
-- Locks: none, both tables are new. Time: milliseconds.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL ROLE probity_owner;

CREATE TABLE probity.look_up_count (
    party_id uuid NOT NULL,
    hour timestamptz NOT NULL,
    token_id uuid NOT NULL,
    purpose text COLLATE "C" NOT NULL,
    role text COLLATE "C" NOT NULL,
    authority text COLLATE "C",
    look_ups bigint NOT NULL,
    CONSTRAINT look_up_count_party_id_hour_token_id_purpose_pk
    PRIMARY KEY (party_id, hour, token_id, purpose),
    CONSTRAINT look_up_count_hour_check CHECK (
        isfinite(hour) AND extract(EPOCH FROM hour) % 3600 = 0
    ),
    CONSTRAINT look_up_count_purpose_check CHECK (purpose IN ('eligibility', 'rating', 'party')),
    CONSTRAINT look_up_count_role_check CHECK (
        role IN ('regulator', 'decider', 'employer', 'visaDesk', 'auditor', 'administrator')
    ),
    CONSTRAINT look_up_count_authority_check CHECK (octet_length(authority) BETWEEN 1 AND 80),
    CONSTRAINT look_up_count_look_ups_check CHECK (look_ups >= 1)
);
CREATE INDEX look_up_count_hour_idx ON probity.look_up_count (hour);
COMMENT ON TABLE probity.look_up_count IS
'How often somebody looked at a party within an hour. Source: each daemon''s tally, once a second. '
'Kept: 400 days, then swept.';
COMMENT ON COLUMN probity.look_up_count.party_id IS
'The party that was looked at. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.look_up_count.hour IS
'Beginning of the hour, UTC. Personal data: none.';
COMMENT ON COLUMN probity.look_up_count.token_id IS
'The token of whoever looked. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.look_up_count.purpose IS
'eligibility, rating (with its history) or party (the entry in the register). '
'Personal data: none.';
COMMENT ON COLUMN probity.look_up_count.role IS
'The role of that token. Personal data: none.';
COMMENT ON COLUMN probity.look_up_count.authority IS
'The authority of that token; NULL: none. Personal data: none.';
COMMENT ON COLUMN probity.look_up_count.look_ups IS
'How many look-ups. Personal data: none.';

SELECT probity.guard_party_rows('probity.look_up_count', '{system, auditor}', false);
GRANT SELECT, INSERT, UPDATE, DELETE ON probity.look_up_count TO probity_writer;
GRANT SELECT ON probity.look_up_count TO probity_query;

CREATE TABLE probity.chore (
    name text COLLATE "C" NOT NULL,
    done_at timestamptz NOT NULL,
    CONSTRAINT chore_name_pk PRIMARY KEY (name),
    CONSTRAINT chore_name_check CHECK (octet_length(name) BETWEEN 1 AND 80),
    CONSTRAINT chore_done_at_check CHECK (isfinite(done_at))
);
COMMENT ON TABLE probity.chore IS
'What daemons do in the background, and when all of it was last done. Source: migrations name '
'the chores, whichever daemon did one moves it on. Kept: for ever.';
COMMENT ON COLUMN probity.chore.name IS
'The chore. Personal data: none.';
COMMENT ON COLUMN probity.chore.done_at IS
'Instant at which a daemon last finished it. Personal data: none.';
INSERT INTO probity.chore (name, done_at) VALUES
('lookUps.forget', 'epoch'), ('requests.forget', 'epoch');
GRANT SELECT ON probity.chore TO probity_writer;
GRANT UPDATE (done_at) ON probity.chore TO probity_writer;
