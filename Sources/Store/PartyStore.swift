// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL that finds parties and records again.
public enum PartyStore {
    /// The parties behind some keys (`scheme:value`, or an id as text).
    public static let byKeys = Statement<KeyedParty>(
        "party.byKeys",
        "SELECT key, party_id FROM probity.party_key WHERE key = ANY($1)",
        parameters: [.textArray], columns: ["key": .text, "party_id": .uuid])

    /// The party behind a key, and the region of its seat.
    public static let located = Statement<LocatedParty>(
        "party.located",
        """
        SELECT party_id, party.region
        FROM probity.party_key JOIN probity.party USING (party_id)
        WHERE party_key.key = $1
        """,
        parameters: [.text], columns: ["party_id": .uuid, "region": .text])

    /// Adds keys: keys, parties.
    public static let addKeys = Statement<NoRow>(
        "party.addKeys",
        """
        INSERT INTO probity.party_key (key, party_id)
        SELECT key, party_id FROM unnest($1::text[], $2::uuid[]) AS added (key, party_id)
        """,
        parameters: [.textArray, .uuidArray])

    /// Writes parties, new or amended: ids, kinds, regions, regimes, names, name keys, town keys,
    /// entry numbers.
    public static let write = Statement<NoRow>(
        "party.write",
        """
        INSERT INTO probity.party
            (party_id, kind, region, regime, name, name_key, town_key, entry_number)
        SELECT party_id, kind, region, regime, name, name_key, town_key, entry_number
        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
            $7::text[], $8::bigint[])
            AS written (party_id, kind, region, regime, name, name_key, town_key, entry_number)
        ON CONFLICT (party_id) DO UPDATE SET
            region = excluded.region, name = excluded.name, name_key = excluded.name_key,
            town_key = excluded.town_key, entry_number = excluded.entry_number
        """,
        parameters: [
            .uuidArray, .textArray, .textArray, .textArray, .textArray, .textArray,
            .textArray, .int8Array,
        ])

    /// The rows by which some parties are listed and searched.
    public static let rows = Statement<PartyRow>(
        "party.rows",
        """
        SELECT party_id, kind, region, regime, name, name_key, town_key, entry_number
        FROM probity.party WHERE party_id = ANY($1)
        """,
        parameters: [.uuidArray], columns: PartyRow.columns)

    /// The parties that some events belong to.
    public static let ofEvents = Statement<RecordOwner>(
        "party.ofEvents",
        """
        SELECT event_id AS record_id, party_id FROM probity.event_index
        WHERE event_id = ANY($1)
        """,
        parameters: [.uuidArray], columns: RecordOwner.columns)

    /// The parties that some accreditations belong to.
    public static let ofAccreditations = Statement<RecordOwner>(
        "party.ofAccreditations",
        """
        SELECT accreditation_id AS record_id, party_id FROM probity.accreditation_index
        WHERE accreditation_id = ANY($1)
        """,
        parameters: [.uuidArray], columns: RecordOwner.columns)

    /// Remembers events: ids, parties, reporting systems, their ids.
    public static let addEvents = Statement<NoRow>(
        "party.addEvents",
        """
        INSERT INTO probity.event_index (event_id, party_id, origin_system, origin_id)
        SELECT event_id, party_id, origin_system, origin_id
        FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[])
            AS added (event_id, party_id, origin_system, origin_id)
        """,
        parameters: [.uuidArray, .uuidArray, .textArray, .textArray])

    /// Remembers accreditations: ids, parties.
    public static let addAccreditations = Statement<NoRow>(
        "party.addAccreditations",
        """
        INSERT INTO probity.accreditation_index (accreditation_id, party_id)
        SELECT accreditation_id, party_id
        FROM unnest($1::uuid[], $2::uuid[]) AS added (accreditation_id, party_id)
        """,
        parameters: [.uuidArray, .uuidArray])

    /// The events that were reported by a system under some ids: systems, ids.
    public static let eventsByOrigin = Statement<OriginOwner>(
        "party.eventsByOrigin",
        """
        SELECT event_id, origin_system, origin_id FROM probity.event_index
        WHERE (origin_system, origin_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))
        """,
        parameters: [.textArray, .textArray],
        columns: ["event_id": .uuid, "origin_system": .text, "origin_id": .text])

    /// Keys that begin with a prefix, in order, after a key; for walking a foreign register.
    public static let keysWithPrefix = Statement<KeyedParty>(
        "party.keysWithPrefix",
        """
        SELECT key, party_id FROM probity.party_key
        WHERE key COLLATE "C" > $1 AND key COLLATE "C" < $2
        ORDER BY key COLLATE "C" LIMIT $3
        """,
        parameters: [.text, .text, .int8], columns: ["key": .text, "party_id": .uuid])

    /// The numbers of parties and of accreditations.
    public static let counts = Statement<RegisterCounts>(
        "party.counts",
        """
        SELECT (SELECT count(*) FROM probity.party) AS parties,
            (SELECT count(*) FROM probity.accreditation_index) AS accreditations
        """,
        columns: ["parties": .int8, "accreditations": .int8])
}

/// A party as it is listed and searched: derived from its registration.
public struct PartyRow: RowDecodable, Hashable {
    /// The party.
    public let party: PartyID
    /// What kind of party, as written.
    public let kind: String
    /// The region of its seat.
    public let region: String
    /// The regime it is rated under.
    public let regime: String
    /// Its name; nil for a natural person.
    public let name: String?
    /// The normal form of the name.
    public let nameKey: String?
    /// The normal form of the town.
    public let townKey: String?
    /// The entry that registered it.
    public let entry: EntryNumber

    static let columns: KeyValuePairs<String, PostgresType> = [
        "party_id": .uuid, "kind": .text, "region": .text, "regime": .text, "name": .text,
        "name_key": .text, "town_key": .text, "entry_number": .int8,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        party = try row.decode("party_id")
        kind = try row.decode("kind")
        region = try row.decode("region")
        regime = try row.decode("regime")
        name = try row.decode("name")
        nameKey = try row.decode("name_key")
        townKey = try row.decode("town_key")
        entry = try row.decode("entry_number")
    }

    /// Makes the row of a party; `nameKey` and `townKey` are the normal forms of public texts.
    public init(
        _ record: PartyRecord, name: String?, nameKey: String?, townKey: String?,
        entry: EntryNumber
    ) {
        self.party = record.id
        self.kind = record.kind.rawValue
        self.region = record.region.text
        self.regime = record.regime.text
        self.name = name
        self.nameKey = nameKey
        self.townKey = townKey
        self.entry = entry
    }
}

/// A key and the party behind it.
public struct KeyedParty: RowDecodable {
    /// The key.
    public let key: String
    /// The party.
    public let party: PartyID

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        key = try row.decode("key")
        party = try row.decode("party_id")
    }
}

/// A party and where it has its seat.
public struct LocatedParty: RowDecodable {
    /// The party.
    public let party: PartyID
    /// The region of its seat.
    public let region: RegionCode

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        party = try row.decode("party_id")
        let region: String = try row.decode("region")
        self.region = RegionCode(region)
    }
}

/// A record and the party it belongs to.
public struct RecordOwner: RowDecodable {
    /// The record's id, of whatever kind was asked for.
    public let record: RecordID
    /// The party.
    public let party: PartyID

    static let columns: KeyValuePairs<String, PostgresType> = [
        "record_id": .uuid, "party_id": .uuid,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        record = try row.decode("record_id")
        party = try row.decode("party_id")
    }
}

/// An event and the system that reported it.
public struct OriginOwner: RowDecodable {
    /// The event.
    public let event: EventID
    /// Where it came from.
    public let origin: EventOrigin

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        event = try row.decode("event_id")
        let system: String = try row.decode("origin_system")
        let id: String = try row.decode("origin_id")
        origin = EventOrigin(system: system, id: id)
    }
}

/// How large the register is.
public struct RegisterCounts: RowDecodable {
    /// Parties.
    public let parties: Int64
    /// Accreditations ever granted.
    public let accreditations: Int64

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        parties = try row.decode("parties")
        accreditations = try row.decode("accreditations")
    }
}
