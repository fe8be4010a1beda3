// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL that reads everything derived from the ledger, a page of parties at a time, to
/// compare it with what the ledger says.
public enum VerificationStore {
    /// The next parties that have entries, in order, after a party.
    public static let parties = Statement<PartyID>(
        "verification.parties",
        """
        SELECT DISTINCT party_id FROM probity.ledger_entry
        WHERE party_id > $1 ORDER BY party_id LIMIT $2
        """,
        parameters: [.uuid, .int8], columns: ["party_id": .uuid])

    /// The entries of some parties, each party's in order.
    public static let entries = Statement<StoredEntry>(
        "verification.entries",
        """
        SELECT number, recorded_at, kind, party_id, bytes, leaf_hash
        FROM probity.ledger_entry
        WHERE party_id = ANY($1) ORDER BY party_id, number
        """,
        parameters: [.uuidArray], columns: StoredEntry.columns)

    /// The entries of a party after a number and up to another, in order.
    public static let entriesBetween = Statement<StoredEntry>(
        "verification.entriesBetween",
        """
        SELECT number, recorded_at, kind, party_id, bytes, leaf_hash
        FROM probity.ledger_entry
        WHERE party_id = $1 AND number > $2 AND number <= $3 ORDER BY number
        """,
        parameters: [.uuid, .int8, .int8], columns: StoredEntry.columns)

    /// The next recorded answers about eligibility after a number, in order.
    ///
    /// They concern the whole register, so the index by party and number leads to them past the
    /// entries of parties. The party stands in the order, though they have none, because the
    /// planner goes through every entry by number otherwise.
    public static let recordedAnswers = Statement<StoredEntry>(
        "verification.recordedAnswers",
        """
        SELECT number, recorded_at, kind, party_id, bytes, leaf_hash
        FROM probity.ledger_entry
        WHERE party_id IS NULL AND kind = 'eligibility.decided' AND number > $1
        ORDER BY party_id, number LIMIT $2
        """,
        parameters: [.int8, .int8], columns: StoredEntry.columns)

    /// The history of some parties.
    public static let history = Statement<KeyedHistoryRow>(
        "verification.history",
        """
        SELECT party_id, kind, record_id, entry_number, bytes FROM probity.history
        WHERE party_id = ANY($1)
        """,
        parameters: [.uuidArray], columns: KeyedHistoryRow.columns)

    /// The standings of some parties.
    public static let standings = Statement<StoredStanding>(
        "verification.standings",
        """
        SELECT party_id, role, regime, entry_number, bytes FROM probity.standing
        WHERE party_id = ANY($1)
        """,
        parameters: [.uuidArray], columns: StoredStanding.columns)

    /// The keys of some parties.
    public static let keys = Statement<KeyedParty>(
        "verification.keys",
        "SELECT key, party_id FROM probity.party_key WHERE party_id = ANY($1)",
        parameters: [.uuidArray], columns: ["key": .text, "party_id": .uuid])

    /// The indices of the records of some parties.
    public static let records = Statement<IndexedRecord>(
        "verification.records",
        """
        SELECT 'event' AS kind, event_id AS record_id, party_id, origin_system, origin_id
        FROM probity.event_index WHERE party_id = ANY($1)
        UNION ALL
        SELECT 'accreditation', accreditation_id, party_id, NULL, NULL
        FROM probity.accreditation_index WHERE party_id = ANY($1)
        UNION ALL
        SELECT kind, record_id, party_id, NULL, NULL
        FROM probity.tie_index WHERE party_id = ANY($1)
        UNION ALL
        SELECT 'duty', duty_id, party_id, NULL, NULL
        FROM probity.duty WHERE party_id = ANY($1)
        """,
        parameters: [.uuidArray],
        columns: [
            "kind": .text, "record_id": .uuid, "party_id": .uuid, "origin_system": .text,
            "origin_id": .text,
        ])

    /// Every imported edition of every regime.
    public static let editions = Statement<ListedEdition>(
        "verification.editions",
        """
        SELECT regime, edition_date, sha256, entry_number FROM probity.register_edition
        """,
        columns: [
            "regime": .text, "edition_date": .date, "sha256": .bytea, "entry_number": .int8,
        ])

    /// Rows of derived tables whose party has no entry: table and party.
    public static let orphans = Statement<OrphanRow>(
        "verification.orphans",
        """
        SELECT found.place, found.party_id
        FROM (
            SELECT 'history' AS place, party_id FROM probity.history
            UNION SELECT 'standing', party_id FROM probity.standing
            UNION SELECT 'party', party_id FROM probity.party
            UNION SELECT 'party_key', party_id FROM probity.party_key
            UNION SELECT 'event_index', party_id FROM probity.event_index
            UNION SELECT 'accreditation_index', party_id FROM probity.accreditation_index
            UNION SELECT 'sanction', party_id FROM probity.sanction
            UNION SELECT 'duty', party_id FROM probity.duty
            UNION SELECT 'event_tally', party_id FROM probity.event_tally
            UNION SELECT 'register_row', party_id FROM probity.register_row
            UNION SELECT 'band_index', party_id FROM probity.band_index
            UNION SELECT 'tie_index', party_id FROM probity.tie_index
            UNION SELECT 'personal_text', party_id FROM probity.personal_text
            UNION SELECT 'person_key', party_id FROM probity.person_key
        ) AS found
        WHERE NOT EXISTS (
            SELECT FROM probity.ledger_entry WHERE ledger_entry.party_id = found.party_id
        )
        ORDER BY found.place, found.party_id LIMIT 100
        """,
        columns: ["place": .text, "party_id": .uuid])

    /// Every shape, for the catalogue.
    static let shapes = [
        parties.shape, entries.shape, entriesBetween.shape, recordedAnswers.shape,
        history.shape, standings.shape, keys.shape, records.shape, editions.shape,
        orphans.shape,
    ]
}

/// A record as it is indexed.
public struct IndexedRecord: RowDecodable, Hashable {
    /// `event`, `accreditation`, `relation`, `undertaking`, `sanction` or `duty`.
    public let kind: String
    /// Its id.
    public let record: RecordID
    /// The party it belongs to.
    public let party: PartyID
    /// The reporting system, and its id for the event.
    public let origin: EventOrigin?

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        kind = try row.decode("kind")
        record = try row.decode("record_id")
        party = try row.decode("party_id")
        let system: String? = try row.decode("origin_system")
        let id: String? = try row.decode("origin_id")
        if let system, let id {
            origin = EventOrigin(system: system, id: id)
        } else {
            origin = nil
        }
    }

    /// Makes the row that a record ought to have.
    public init(_ key: HistoryKey, of party: PartyID, origin: EventOrigin? = nil) {
        self.kind = key.kind.rawValue
        self.record = key.record
        self.party = party
        self.origin = origin
    }
}

/// An imported edition as it is listed.
public struct ListedEdition: RowDecodable, Hashable {
    /// The regime.
    public let regime: RegimeCode
    /// The day of the edition.
    public let date: CivilDate
    /// SHA-256 of its text.
    public let sha256: Digest32
    /// The entry that records the import.
    public let entry: EntryNumber

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        let regime: String = try row.decode("regime")
        self.regime = RegimeCode(regime)
        date = try row.decode("edition_date")
        sha256 = try row.decode("sha256")
        entry = try row.decode("entry_number")
    }

    /// Makes the row that an import ought to have.
    public init(_ edition: EditionImport, entry: EntryNumber) {
        self.regime = edition.regime
        self.date = edition.editionDate
        self.sha256 = edition.sha256
        self.entry = entry
    }
}

/// A row whose party has no entry.
public struct OrphanRow: RowDecodable {
    /// The table.
    public let place: String
    /// The party.
    public let party: PartyID

    /// Reads a row.
    public init(row: borrowing Row) throws(PostgresError) {
        place = try row.decode("place")
        party = try row.decode("party_id")
    }
}
