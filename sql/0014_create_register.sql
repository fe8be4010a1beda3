-- Why: the public register and the search of parties. Three things are derived for them.
--
-- `register_row` holds the accreditations as anyone may see them, a version for each entry that
-- changed one: what the register said at any position of the ledger is read in short portions, so
-- that a slow reader holds no snapshot, and every daemon sends the same bytes for one position.
--
-- `band_index` holds the bands of a standing by day, beside the law they were worked out under:
-- the band of today needs no fold, and a row under another law, or one that ended before today,
-- says that it must be rated.
--
-- Names are found by their grams, and not by pg_trgm: that drops Chinese characters where the
-- database has the locale C, and finds nothing shorter than three characters.
--
-- Rows for parties that stand already are made by whatever opens the ledger first (0018).
--
-- Locks: party against writes while its two indices are built. Time: as long as these take, which
-- grows with the number of parties.

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
    until_day date,
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
'Hash of the law it was rated under; NULL: the law gives no rating, so the party must be rated. '
'Personal data: none.';
COMMENT ON COLUMN probity.band_index.from_days IS
'First legal days of the steps, rising. Personal data: none.';
COMMENT ON COLUMN probity.band_index.bands IS
'The band of each step; NULL within: none. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.band_index.until_day IS
'First legal day of which the steps no longer tell, because later ones were left out; NULL: they '
'tell of every coming day. Personal data: none.';
SELECT probity.guard_party_rows('probity.band_index', '{system, auditor, answering}');

-- What a name can be found by. A character outside ASCII stands for itself and with each
-- neighbour, so that Chinese names are found by one character or any run of them; ASCII by any
-- three characters of a word, and by the one or two that begin one (after `^`).
-- `Sources/Names/NameSearch.swift` asks for the same grams.
CREATE FUNCTION probity.name_grams(name text) RETURNS text []
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog
AS $$
DECLARE
    letters text [] := string_to_array(name, NULL);
    grams text [] := '{}';
    here text;
    second text;
    third text;
    begins boolean := true;
BEGIN
    -- A loop: SQL in a function is planned anew at each call, which took thirty times as long.
    FOR i IN 1..cardinality(letters) LOOP
        here := letters[i];
        IF here <> ' ' THEN
            second := nullif(letters[i + 1], ' ');
            third := CASE WHEN second IS NOT NULL THEN nullif(letters[i + 2], ' ') END;
            IF ascii(here) < 128 THEN
                IF begins THEN
                    grams := array_append(grams, '^' || here);
                    IF ascii(second) < 128 THEN
                        grams := array_append(grams, '^' || here || second);
                    END IF;
                END IF;
                IF ascii(second) >= 128 THEN
                    grams := array_append(grams, here || second);
                ELSIF ascii(second) < 128 AND ascii(third) < 128 THEN
                    grams := array_append(grams, here || second || third);
                END IF;
            ELSE
                grams := array_append(grams, here);
                IF second IS NOT NULL THEN
                    grams := array_append(grams, here || second);
                END IF;
            END IF;
        END IF;
        begins := here !~ '[a-z0-9]';
    END LOOP;
    RETURN grams;
END
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
