// SPDX-License-Identifier: Apache-2.0

/// One keyed row of a party's history: derived from the ledger, and rebuilt from it at will.
public enum HistoryRecord: Hashable, Sendable {
    /// The party itself, and whether its personal texts were erased.
    case party(PartyRecord, isErased: Bool)
    /// One accreditation.
    case accreditation(AccreditationRecord)
    /// One compliance event.
    case event(EventRecord)
    /// One relation to another party.
    case relation(RelationRecord)
    /// One undertaking on which the party vouches or has vouched.
    case undertaking(UndertakingRecord)
    /// One sanction.
    case sanction(SanctionRecord)
    /// One proceeding.
    case proceeding(ProceedingRecord)
    /// One duty.
    case duty(DutyRecord)

    /// Which row.
    public var key: HistoryKey {
        switch self {
        case .party(let party, _): HistoryKey(kind: .party, RecordID(party.id))
        case .accreditation(let record):
            HistoryKey(kind: .accreditation, RecordID(record.id))
        case .event(let record): HistoryKey(kind: .event, RecordID(record.id))
        case .relation(let record): HistoryKey(kind: .relation, RecordID(record.id))
        case .undertaking(let record): HistoryKey(kind: .undertaking, RecordID(record.id))
        case .sanction(let record): HistoryKey(kind: .sanction, RecordID(record.id))
        case .proceeding(let record): HistoryKey(kind: .proceeding, RecordID(record.id))
        case .duty(let record): HistoryKey(kind: .duty, RecordID(record.id))
        }
    }

    /// The canonical bytes of the row.
    public var bytes: [UInt8] {
        switch self {
        case .party(let party, let isErased):
            JSONValue.object(present: [
                ("erased", isErased ? true : nil), ("party", party.json),
            ]).canonicalBytes
        case .accreditation(let record): record.json.canonicalBytes
        case .event(let record): record.json.canonicalBytes
        case .relation(let record): record.json.canonicalBytes
        case .undertaking(let record): record.json.canonicalBytes
        case .sanction(let record): record.json.canonicalBytes
        case .proceeding(let record): record.json.canonicalBytes
        case .duty(let record): record.json.canonicalBytes
        }
    }

    /// Reads a row back from its bytes.
    ///
    /// - Throws: `RecordError` when the bytes are not what `bytes` writes.
    public init(kind: HistoryKind, bytes: [UInt8]) throws(RecordError) {
        do {
            let value = try JSONValue(parsing: bytes)
            switch kind {
            case .party:
                guard let party = value["party"] else { throw RecordError() }
                self = .party(try PartyRecord(party), isErased: value["erased"] == true)
            case .accreditation: self = .accreditation(try AccreditationRecord(value))
            case .event: self = .event(try EventRecord(value))
            case .relation: self = .relation(try RelationRecord(value))
            case .undertaking: self = .undertaking(try UndertakingRecord(value))
            case .sanction: self = .sanction(try SanctionRecord(value))
            case .proceeding: self = .proceeding(try ProceedingRecord(value))
            case .duty: self = .duty(try DutyRecord(value))
            }
        } catch {
            throw RecordError()
        }
    }
}

/// What kind of row of the history.
public enum HistoryKind: String, Hashable, Sendable, CaseIterable {
    /// The party itself.
    case party
    /// An accreditation.
    case accreditation
    /// A compliance event.
    case event
    /// A relation to another party.
    case relation
    /// An undertaking.
    case undertaking
    /// A sanction.
    case sanction
    /// A proceeding.
    case proceeding
    /// A duty.
    case duty
}

/// Which row of a party's history.
public struct HistoryKey: Hashable, Sendable {
    /// What kind of row.
    public let kind: HistoryKind
    /// The first half of the record's id.
    public let high: UInt64
    /// The second half of the record's id.
    public let low: UInt64

    /// Makes a key.
    public init(kind: HistoryKind, high: UInt64, low: UInt64) {
        self.kind = kind
        self.high = high
        self.low = low
    }

    /// Makes a key of a record.
    public init(kind: HistoryKind, _ record: RecordID) {
        self.init(kind: kind, high: record.high, low: record.low)
    }

    /// The record's id.
    public var record: RecordID { RecordID(high: high, low: low) }
}

/// Stored bytes are not the canonical bytes of a record.
public struct RecordError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Makes the error.
    public init() {}

    /// What is wrong, in words.
    public var description: String { "A stored record cannot be read; run probity verify." }
}
