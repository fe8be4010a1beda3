-- Why: the ledger is the truth. Every fact that can move a rating or an answer is one entry,
-- numbered without gaps and never changed; all other tables can be rebuilt from it.
--
-- Three guards stand here, beside the hashes that `probity verify` follows: the writer may only
-- INSERT and SELECT; triggers refuse UPDATE, DELETE and TRUNCATE to everyone, the owner and a
-- superuser included, also while session_replication_role is `replica`; and an INSERT must go on
-- where the ledger ends. The last one looks once per statement, not per row: 1,000 entries in one
-- statement cost it about a millisecond.
--
-- The unique instants also answer which entry was the last at an instant asked for (`knownAt`).
--
-- Locks: none, all tables are new. Time: milliseconds.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL ROLE probity_owner;

CREATE FUNCTION probity.refuse_change() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$
BEGIN
    RAISE EXCEPTION '% refused on %.%', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING
            ERRCODE = 'restrict_violation',
            SCHEMA = TG_TABLE_SCHEMA,
            TABLE = TG_TABLE_NAME,
            CONSTRAINT = TG_NAME,
            HINT = 'What is recorded stays. A correction is a new row that names the old.';
END
$$;
COMMENT ON FUNCTION probity.refuse_change() IS
'Refuses the statement (SQLSTATE 23001, the trigger named as constraint).';

CREATE TABLE probity.ledger_entry (
    number bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    kind text NOT NULL,
    party_id uuid,
    bytes bytea NOT NULL,
    leaf_hash bytea NOT NULL,
    CONSTRAINT ledger_entry_number_pk PRIMARY KEY (number),
    CONSTRAINT ledger_entry_recorded_at_key UNIQUE (recorded_at),
    CONSTRAINT ledger_entry_number_check CHECK (number >= 1),
    CONSTRAINT ledger_entry_recorded_at_check CHECK (isfinite(recorded_at)),
    CONSTRAINT ledger_entry_kind_check CHECK (octet_length(kind) BETWEEN 1 AND 80),
    CONSTRAINT ledger_entry_bytes_check CHECK (octet_length(bytes) BETWEEN 1 AND 1048576),
    CONSTRAINT ledger_entry_leaf_hash_check CHECK (octet_length(leaf_hash) = 32)
);
CREATE INDEX ledger_entry_party_id_number_idx ON probity.ledger_entry (party_id, number);

COMMENT ON TABLE probity.ledger_entry IS
'One recorded fact a row, append-only. Source: the Registrar, one batch at a time. Kept: for ever.';
COMMENT ON COLUMN probity.ledger_entry.number IS
'Place in the ledger, from 1, without gaps; the size of the tree after it. Personal data: none.';
COMMENT ON COLUMN probity.ledger_entry.recorded_at IS
'Instant of recording, to the microsecond, later than of every entry before. Personal data: none.';
COMMENT ON COLUMN probity.ledger_entry.kind IS
'What happened, for example event.reported. Open: later versions add kinds. Personal data: none.';
COMMENT ON COLUMN probity.ledger_entry.party_id IS
'Party it is about; NULL where it concerns the whole register. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.ledger_entry.bytes IS
'Canonical bytes exactly as hashed, with format version and 16 random bytes; texts of natural '
'persons only as salted commitments. Personal data: pseudonymous.';
COMMENT ON COLUMN probity.ledger_entry.leaf_hash IS
'SHA-256 of a zero byte and the bytes, as in RFC 6962; 32 bytes. Personal data: none.';

CREATE TRIGGER ledger_entry_append_only
BEFORE UPDATE OR DELETE OR TRUNCATE ON probity.ledger_entry
FOR EACH STATEMENT EXECUTE FUNCTION probity.refuse_change();
ALTER TABLE probity.ledger_entry ENABLE ALWAYS TRIGGER ledger_entry_append_only;

-- Each statement must append one block that begins after an entry which stands. With unique
-- numbers that keeps the ledger free of gaps, whatever the order of the statements around it.
CREATE FUNCTION probity.refuse_gap() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$
DECLARE
    block record;
    previous_at timestamptz;
BEGIN
    SELECT min(a.number) AS first_number, max(a.number) AS last_number, count(*) AS row_count,
        min(a.recorded_at) AS first_at, bool_and(a.recorded_at > a.previous_at) AS rises
    INTO block
    FROM (
        SELECT number, recorded_at, lag(recorded_at) OVER (ORDER BY number) AS previous_at
        FROM appended
    ) AS a;
    IF block.row_count = 0 THEN
        RETURN NULL;
    END IF;
    IF block.first_number > 1 THEN
        SELECT e.recorded_at INTO previous_at
        FROM probity.ledger_entry AS e
        WHERE e.number = block.first_number - 1;
    END IF;
    IF block.last_number - block.first_number + 1 <> block.row_count
        OR (block.first_number > 1 AND previous_at IS NULL)
    THEN
        RAISE EXCEPTION 'entries % to % do not continue the ledger',
            block.first_number, block.last_number
            USING
                ERRCODE = 'integrity_constraint_violation',
                SCHEMA = TG_TABLE_SCHEMA,
                TABLE = TG_TABLE_NAME,
                CONSTRAINT = TG_NAME;
    END IF;
    IF NOT block.rises OR previous_at >= block.first_at THEN
        RAISE EXCEPTION 'entries % to % are not recorded one after the other',
            block.first_number, block.last_number
            USING
                ERRCODE = 'integrity_constraint_violation',
                SCHEMA = TG_TABLE_SCHEMA,
                TABLE = TG_TABLE_NAME,
                CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION probity.refuse_gap() IS
'Refuses entries that do not go on where the ledger ends (SQLSTATE 23000).';

CREATE TRIGGER ledger_entry_no_gap
AFTER INSERT ON probity.ledger_entry
REFERENCING NEW TABLE AS appended
FOR EACH STATEMENT EXECUTE FUNCTION probity.refuse_gap();

CREATE TABLE probity.ledger_head (
    singleton boolean NOT NULL DEFAULT true,
    size bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    compact_range bytea NOT NULL,
    CONSTRAINT ledger_head_singleton_pk PRIMARY KEY (singleton),
    CONSTRAINT ledger_head_singleton_check CHECK (singleton),
    CONSTRAINT ledger_head_size_check CHECK (size >= 0),
    CONSTRAINT ledger_head_recorded_at_check CHECK (isfinite(recorded_at)),
    CONSTRAINT ledger_head_compact_range_check CHECK (
        substr(compact_range, 1, 8) = int8send(size)
        AND octet_length(compact_range) = 8 + 32 * bit_count(int8send(size))
    )
);
COMMENT ON TABLE probity.ledger_head IS
'The one row that says where the ledger ends; locked FOR UPDATE by each batch, so that batches '
'queue. Source: the Registrar. Kept: for ever, growing only.';
COMMENT ON COLUMN probity.ledger_head.singleton IS
'Always true: there is one ledger. Personal data: none.';
COMMENT ON COLUMN probity.ledger_head.size IS
'Number of entries, which is the number of the last one; 0 at first. Personal data: none.';
COMMENT ON COLUMN probity.ledger_head.recorded_at IS
'Instant of the last entry; the Unix epoch before the first. Personal data: none.';
COMMENT ON COLUMN probity.ledger_head.compact_range IS
'Merkle frontier: size in 8 bytes, big-endian, then 32 bytes per complete subtree, largest first. '
'Personal data: none.';

INSERT INTO probity.ledger_head (size, recorded_at, compact_range)
VALUES (0, '1970-01-01 00:00:00+00', '\x0000000000000000');

CREATE FUNCTION probity.refuse_shrinking_head() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog
AS $$
BEGIN
    IF NEW IS DISTINCT FROM OLD
        AND (NEW.size <= OLD.size OR NEW.recorded_at <= OLD.recorded_at)
    THEN
        RAISE EXCEPTION 'the ledger head only grows: from % to % refused', OLD.size, NEW.size
            USING
                ERRCODE = 'restrict_violation',
                SCHEMA = TG_TABLE_SCHEMA,
                TABLE = TG_TABLE_NAME,
                CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION probity.refuse_shrinking_head() IS
'Refuses a head that does not grow in size and instant (SQLSTATE 23001).';

CREATE TRIGGER ledger_head_only_grows
BEFORE UPDATE ON probity.ledger_head
FOR EACH ROW EXECUTE FUNCTION probity.refuse_shrinking_head();
ALTER TABLE probity.ledger_head ENABLE ALWAYS TRIGGER ledger_head_only_grows;

CREATE TRIGGER ledger_head_stays
BEFORE DELETE OR TRUNCATE ON probity.ledger_head
FOR EACH STATEMENT EXECUTE FUNCTION probity.refuse_change();
ALTER TABLE probity.ledger_head ENABLE ALWAYS TRIGGER ledger_head_stays;

CREATE TABLE probity.ledger_subtree (
    -- squawk-ignore prefer-bigint-over-smallint -- seven values, and two bytes less a row
    level smallint NOT NULL,
    index bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT ledger_subtree_level_index_pk PRIMARY KEY (level, index),
    CONSTRAINT ledger_subtree_level_check CHECK (level IN (8, 16, 24, 32, 40, 48, 56)),
    CONSTRAINT ledger_subtree_index_check CHECK (index >= 0),
    CONSTRAINT ledger_subtree_hash_check CHECK (octet_length(hash) = 32)
);
COMMENT ON TABLE probity.ledger_subtree IS
'Hashes of complete subtrees, so that a proof reads few rows; append-only. Source: the Registrar, '
'from the leaf hashes. Kept: for ever.';
COMMENT ON COLUMN probity.ledger_subtree.level IS
'Height above the leaves: 8, 16 and so on; leaves stand in ledger_entry. Personal data: none.';
COMMENT ON COLUMN probity.ledger_subtree.index IS
'Place among the subtrees of its level, from the left, from 0. Personal data: none.';
COMMENT ON COLUMN probity.ledger_subtree.hash IS
'SHA-256 of a one byte and both halves, as in RFC 6962; 32 bytes. Personal data: none.';

CREATE TRIGGER ledger_subtree_append_only
BEFORE UPDATE OR DELETE OR TRUNCATE ON probity.ledger_subtree
FOR EACH STATEMENT EXECUTE FUNCTION probity.refuse_change();
ALTER TABLE probity.ledger_subtree ENABLE ALWAYS TRIGGER ledger_subtree_append_only;

GRANT SELECT, INSERT ON probity.ledger_entry, probity.ledger_subtree TO probity_writer;
GRANT SELECT, UPDATE ON probity.ledger_head TO probity_writer;
GRANT SELECT ON probity.ledger_entry, probity.ledger_head, probity.ledger_subtree
TO probity_query;
GRANT SELECT (size, recorded_at) ON probity.ledger_head TO probity_hot_reader;
