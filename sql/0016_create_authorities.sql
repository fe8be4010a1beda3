-- Why: officers act for an authority within its territory, and authorities form a tree in which no
-- branch reaches further than the one that it hangs on. A row is derived from the entries of its
-- authority; `probity verify` compares.
--
-- Locks: none, the table is new. Time: milliseconds.

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL ROLE probity_owner;

CREATE TABLE probity.authority (
    code text COLLATE "C" NOT NULL,
    name text NOT NULL,
    parent text COLLATE "C",
    territory text COLLATE "C" NOT NULL,
    closed_at timestamptz,
    entry_number bigint NOT NULL,
    CONSTRAINT authority_code_pk PRIMARY KEY (code),
    CONSTRAINT authority_code_check CHECK (octet_length(code) BETWEEN 1 AND 80),
    CONSTRAINT authority_name_check CHECK (octet_length(name) BETWEEN 1 AND 1200),
    CONSTRAINT authority_parent_check CHECK (parent <> code),
    CONSTRAINT authority_parent_fk FOREIGN KEY (parent) REFERENCES probity.authority (code),
    CONSTRAINT authority_territory_check CHECK (octet_length(territory) BETWEEN 1 AND 80),
    CONSTRAINT authority_entry_number_check CHECK (entry_number >= 1)
);
COMMENT ON TABLE probity.authority IS
'The tree of authorities as it stands; derived. Source: entries of kind authority.established, '
'authority.changed and authority.closed. Kept: as long as the ledger.';
COMMENT ON COLUMN probity.authority.code IS
'Its code, which never changes and is never used again. Personal data: none.';
COMMENT ON COLUMN probity.authority.name IS
'Its name. Personal data: none.';
COMMENT ON COLUMN probity.authority.parent IS
'Code of the authority above it; NULL: a root. Personal data: none.';
COMMENT ON COLUMN probity.authority.territory IS
'Where its word holds, ISO 3166 code, within that of its parent. Personal data: none.';
COMMENT ON COLUMN probity.authority.closed_at IS
'Instant from which its tokens are refused; NULL: stands. Personal data: none.';
COMMENT ON COLUMN probity.authority.entry_number IS
'Last entry that changed it. Personal data: none.';

GRANT SELECT, INSERT, UPDATE ON probity.authority TO probity_writer;
GRANT SELECT ON probity.authority TO probity_query;
