-- Why: the public register and the search of parties. Three things are derived for them.
--
-- `register_row` holds the accreditations as anyone may see them, a version for each entry that
-- changed one: what the register said at any position of the ledger is read in short portions, so
-- that a slow reader holds no snapshot, and every daemon sends the same bytes for one position.
--
-- `band_index` holds the bands of a standing by day, beside the law they were worked out under:
-- the band of today needs no fold, and a row under another law says that it must be rated.
--
-- Names are found by their grams, and not by pg_trgm: that drops Chinese characters where the
-- database has the locale C, and finds nothing shorter than three characters.
--
-- A register that stood before this file has no versions; `probity verify` names them, and each
-- comes with the next entry that changes its accreditation.
--
-- Locks: party against writes while its two indices are built. Time: about a minute for a million
-- parties.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '600s';
SET LOCAL ROLE probity_owner;

CREATE TABLE probity.register_row (
    accreditation_id uuid NOT NULL,
    entry_number bigint NOT NULL,
    replaced_by bigint,
    party_id uuid NOT NULL,
    regime text COLLATE "C" NOT NULL,
    role text COLLATE "C" NOT NULL,
    route text COLLATE "C" NOT NULL,
    region text COLLATE "C" NOT NULL,
    published boolean NOT NULL,
    held_from date,
    over_on date,
    bytes bytea NOT NULL,
    CONSTRAINT register_row_accreditation_id_entry_number_pk
    PRIMARY KEY (accreditation_id, entry_number),
    CONSTRAINT register_row_entry_number_check CHECK (entry_number >= 1),
    CONSTRAINT register_row_replaced_by_check CHECK (replaced_by > entry_number),
    CONSTRAINT register_row_bytes_check CHECK (octet_length(bytes) BETWEEN 1 AND 1048576)
);
CREATE INDEX register_row_party_id_idx ON probity.register_row (party_id);
CREATE INDEX register_row_route_accreditation_id_idx
ON probity.register_row (route, accreditation_id);
CREATE INDEX register_row_region_accreditation_id_idx
ON probity.register_row (region, accreditation_id);
COMMENT ON TABLE probity.register_row IS
'Accreditations as the public register shows them, a version for each entry that changed one; '
'derived. Source: entries of parties, accreditations and published sanctions. Kept: as long as '
'the ledger.';
COMMENT ON COLUMN probity.register_row.accreditation_id IS
'The accreditation, UUIDv7. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.register_row.entry_number IS
'Entry from which this version holds. Personal data: none.';
COMMENT ON COLUMN probity.register_row.replaced_by IS
'Entry from which the next version holds; NULL: the version of now. Personal data: none.';
COMMENT ON COLUMN probity.register_row.party_id IS
'The party that holds it. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.register_row.regime IS
'Code of its regime. Personal data: none.';
COMMENT ON COLUMN probity.register_row.role IS
'Role it is for. Personal data: none.';
COMMENT ON COLUMN probity.register_row.route IS
'Route it is for. Personal data: none.';
COMMENT ON COLUMN probity.register_row.region IS
'Region of the party''s seat, ISO 3166 code. Personal data: none.';
COMMENT ON COLUMN probity.register_row.published IS
'Whether anyone may see it: not where the party is a natural person. Personal data: none.';
COMMENT ON COLUMN probity.register_row.held_from IS
'First legal day on which it may be held; NULL: nothing is known of the time before. '
'Personal data: none.';
COMMENT ON COLUMN probity.register_row.over_on IS
'First legal day on which it is certainly over; NULL: without end. Personal data: none.';
COMMENT ON COLUMN probity.register_row.bytes IS
'What may be shown of party, accreditation and published sanctions, canonical JSON; nothing of a '
'natural person but the id. Personal data: pseudonymous.';

SELECT probity.guard_party_rows(
    'probity.register_row', '{system, auditor, administrator, answering}'
);
-- Whoever asks at all sees what is published; without a principal nobody asks.
CREATE POLICY register_row_published ON probity.register_row
FOR SELECT TO probity_query USING (
    published AND (SELECT nullif(current_setting('probity.role', true), '')) IS NOT NULL
);

CREATE TABLE probity.band_index (
    party_id uuid NOT NULL,
    role text COLLATE "C" NOT NULL,
    regime text COLLATE "C" NOT NULL,
    policy_sha256 bytea,
    from_days date [] NOT NULL,
    bands text [] NOT NULL,
    CONSTRAINT band_index_party_id_role_regime_pk PRIMARY KEY (party_id, role, regime),
    CONSTRAINT band_index_policy_sha256_check CHECK (octet_length(policy_sha256) = 32),
    CONSTRAINT band_index_bands_check CHECK (cardinality(bands) = cardinality(from_days))
);
COMMENT ON TABLE probity.band_index IS
'The bands of each standing by legal day, to search by; derived. Source: the standing, in the '
'transaction that writes it. Kept: as long as the ledger.';
COMMENT ON COLUMN probity.band_index.party_id IS
'The party. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.band_index.role IS
'The role that is rated. Personal data: none.';
COMMENT ON COLUMN probity.band_index.regime IS
'Code of the regime. Personal data: none.';
COMMENT ON COLUMN probity.band_index.policy_sha256 IS
'Hash of the law it was rated under; NULL: this row says nothing, and the party must be rated. '
'Personal data: none.';
COMMENT ON COLUMN probity.band_index.from_days IS
'First legal days of the steps, rising. Personal data: none.';
COMMENT ON COLUMN probity.band_index.bands IS
'The band of each step; NULL within: none. Personal data: pseudonymous.';
SELECT probity.guard_party_rows('probity.band_index', '{system, auditor, answering}');

-- Standings that stand already are rated when asked about, until their party's next entry.
INSERT INTO probity.band_index (party_id, role, regime, from_days, bands)
SELECT
    party_id,
    role,
    regime,
    '{}',
    '{}'
FROM probity.standing;

-- What a name can be found by. A character outside ASCII stands for itself and with each
-- neighbour, so that Chinese names are found by one character or any run of them; ASCII by any
-- three characters of a word, and by the one or two that begin one (after `^`).
-- `Sources/Names/NameSearch.swift` asks for the same grams.
CREATE FUNCTION probity.name_grams(name text) RETURNS text []
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog
AS $$
    SELECT coalesce(array_agg(DISTINCT found.gram), '{}')
    FROM (SELECT string_to_array(name_grams.name, NULL) AS c) AS cut,
        generate_series(1, cardinality(cut.c)) AS i,
        LATERAL (SELECT
            cut.c[i] <> ' ' AS is_first,
            cut.c[i] <> ' ' AND cut.c[i + 1] <> ' ' AS are_two,
            cut.c[i] <> ' ' AND cut.c[i + 1] <> ' ' AND cut.c[i + 2] <> ' ' AS are_three,
            ascii(cut.c[i]) < 128 AS is_ascii,
            greatest(ascii(cut.c[i]), ascii(cut.c[i + 1])) < 128 AS two_ascii,
            greatest(ascii(cut.c[i]), ascii(cut.c[i + 1]), ascii(cut.c[i + 2])) < 128
                AS three_ascii,
            i = 1 OR cut.c[i - 1] !~ '[a-z0-9]' AS begins
        ) AS is_so,
        LATERAL (VALUES
            (CASE WHEN NOT is_so.is_ascii AND is_so.is_first THEN cut.c[i] END),
            (CASE WHEN NOT is_so.two_ascii AND is_so.are_two THEN cut.c[i] || cut.c[i + 1] END),
            (CASE WHEN is_so.three_ascii AND is_so.are_three
                THEN cut.c[i] || cut.c[i + 1] || cut.c[i + 2] END),
            (CASE WHEN is_so.is_ascii AND is_so.is_first AND is_so.begins
                THEN '^' || cut.c[i] END),
            (CASE WHEN is_so.two_ascii AND is_so.are_two AND is_so.begins
                THEN '^' || cut.c[i] || cut.c[i + 1] END)
        ) AS found (gram)
    WHERE found.gram IS NOT NULL
$$;
COMMENT ON FUNCTION probity.name_grams(text) IS
'The pieces of a name''s normal form that it can be found by.';
GRANT EXECUTE ON FUNCTION probity.name_grams(text) TO probity_query, probity_writer;

-- squawk-ignore require-concurrent-index-creation -- a file of migrations is one transaction
CREATE INDEX party_name_key_party_id_idx ON probity.party (name_key, party_id);
-- squawk-ignore require-concurrent-index-creation -- as above
CREATE INDEX party_name_grams_idx ON probity.party USING gin (probity.name_grams(name_key));

GRANT SELECT, INSERT, UPDATE, DELETE ON probity.register_row, probity.band_index
TO probity_writer;
GRANT SELECT ON probity.register_row, probity.band_index TO probity_query;
