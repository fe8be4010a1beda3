// SPDX-License-Identifier: Apache-2.0

public import Domain
import Ledger
public import Postgres
import Store

/// Reads dossiers whole: as they stand, from the history, or as they stood at an earlier
/// position, folded again from the ledger.
public struct Archive: Sendable {
    let pool: Pool
    private let clock: @Sendable () -> Instant

    /// Makes an archive over `pool`, whose connections have the query role.
    public init(pool: Pool, clock: @escaping @Sendable () -> Instant) {
        self.pool = pool
        self.clock = clock
    }

    /// The party under an address and the region of its seat, by which access to it is judged
    /// before anything else of it is read; nil when none stands there, or none that `principal`
    /// may know of.
    ///
    /// - Throws: `Refusal.unavailable` when the database does not answer.
    public func find(
        _ address: PartyAddress, as principal: Principal
    ) async throws -> (party: PartyID, region: RegionCode)? {
        let found = try await Self.reachable {
            try await pool.ask(as: principal) { pipeline in
                pipeline.fetchOptional(PartyStore.located, address.key)
            }
        }
        return found.value.map { ($0.party, $0.region) }
    }

    /// Finds a party for an action, which `principal` must be allowed.
    ///
    /// - Throws: `Refusal`: there is no such party, or the principal may not.
    public func party(
        _ address: PartyAddress, for action: Access.Action, as principal: Principal
    ) async throws -> PartyID {
        guard let found = try await find(address, as: principal) else {
            throw Refusal.partyUnknown
        }
        try Access.demand(
            principal, action, Access.Object(party: found.party, region: found.region))
        return found.party
    }

    /// A party's dossier, the position it is as of, and the last entry in it; the dossier is nil
    /// for a party that was not known then, or whose dossier `principal` may not read.
    ///
    /// - Throws: `Refusal`, or `RecordError` when stored bytes are damaged.
    public func dossier(
        of party: PartyID, knownAt: KnownAtRequest = .now, as principal: Principal,
        _ purpose: ReadingPurpose = .showing
    ) async throws -> (dossier: Dossier?, knownAt: KnownAt, lastEntry: EntryNumber) {
        if case .now = knownAt { return try await current(party, as: principal, purpose) }
        let entries = try await Self.reachable {
            try await pool.read(as: principal, purpose, .readCommitted) { connection in
                let number = try await Self.number(knownAt, on: connection, now: clock())
                let position = try await Self.position(number, on: connection)
                let rows = try await connection.fetchAll(
                    LedgerStore.entriesOfParty, party, number)
                return (position: position, rows: rows)
            }
        }
        var folded = FoldedDossier()
        try folded.add(entries.rows, knownAt: entries.position.entry)
        return (folded.dossier, entries.position, entries.rows.last?.number ?? .none)
    }

    private func current(
        _ party: PartyID, as principal: Principal, _ purpose: ReadingPurpose
    ) async throws -> (dossier: Dossier?, knownAt: KnownAt, lastEntry: EntryNumber) {
        let rows = try await Self.reachable {
            try await pool.ask(as: principal, purpose) { pipeline in
                pipeline.fetchAll(HistoryStore.ofPartyWithHead, party)
            }
        }.value
        guard let head = rows.first?.head else { throw Refusal.unavailable }
        var records: [HistoryRecord] = []
        for row in rows {
            guard let record = row.record else { continue }
            records.append(try HistoryRecord(kind: record.kind, bytes: record.bytes))
        }
        let knownAt = KnownAt(entry: head.size, at: head.recordedAt)
        return (
            records.isEmpty ? nil : try Dossier(records: records), knownAt,
            rows.compactMap { $0.record?.entry }.max() ?? .none
        )
    }

    /// A party's dossier as it stands, with the tally of its events but none of them: enough for
    /// an answer that depends on their number, however many there are. The dossier is nil for a
    /// party whose dossier `principal` may not read.
    ///
    /// - Throws: `Refusal`, or `RecordError` when stored bytes are damaged.
    public func tallied(
        _ party: PartyID, as principal: Principal, _ purpose: ReadingPurpose
    ) async throws -> (dossier: Dossier?, knownAt: KnownAt) {
        let rows = try await Self.reachable {
            try await pool.ask(as: principal, purpose) { pipeline in
                pipeline.fetchAll(EventTallyStore.talliedWithHead, party)
            }
        }.value
        guard let head = rows.first?.head else { throw Refusal.unavailable }
        let records = try rows.compactMap(\.record).map {
            try HistoryRecord(kind: $0.kind, bytes: $0.bytes)
        }
        var groups: [EventGroup: [EventLine]] = [:]
        for row in rows.compactMap(\.group) {
            groups[row.group] = try [EventLine](bytes: row.bytes)
        }
        return (
            records.isEmpty
                ? nil : try Dossier(records: records, tally: EventTally(groups: groups)),
            KnownAt(entry: head.size, at: head.recordedAt)
        )
    }

    private static func number(
        _ request: KnownAtRequest, on connection: Connection, now: Instant
    ) async throws -> EntryNumber {
        let head = try await connection.fetchOne(LedgerStore.head)
        switch request {
        case .now: return head.size
        case .entry(let number):
            guard number <= head.size else { throw Self.beyondHead }
            return number
        case .instant(let instant):
            guard instant <= max(head.recordedAt, now) else { throw Self.beyondNow }
            let number = try await connection.fetchOne(LedgerStore.numberAt, instant)
            return EntryNumber(number) ?? .none
        }
    }

    private static func position(
        _ number: EntryNumber, on connection: Connection
    ) async throws -> KnownAt {
        guard let head = try await connection.fetchOptional(LedgerStore.headAfter, number) else {
            return KnownAt(entry: .none, at: Instant(microsecondsSinceEpoch: 0))
        }
        return KnownAt(entry: head.size, at: head.recordedAt)
    }

    /// Turns a database that does not answer into a refusal that may be tried again.
    static func reachable<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as PostgresError where error.isFailureToAnswer {
            throw Refusal.unavailable
        }
    }

    /// The position that a request names.
    ///
    /// - Throws: `Refusal` when it lies ahead, or the database does not answer.
    func position(of request: KnownAtRequest) async throws -> KnownAt {
        try await Self.reachable {
            try await pool.withConnection { connection in
                let number = try await Self.number(request, on: connection, now: clock())
                return try await Self.position(number, on: connection)
            }
        }
    }

    private static let beyondNow = Refusal(
        .invalid, code: "knownAt.ahead",
        message: LocalText(
            en: "knownAt names an instant that has not come yet.",
            zh: "knownAt 所指时刻尚未到来。"))
    private static let beyondHead = Refusal(
        .invalid, code: "knownAt.beyondHead",
        message: LocalText(
            en: "knownAt names an entry that the ledger has not reached.",
            zh: "knownAt 所指条目尚未产生。"))
}

/// As of which position of the ledger an answer is wanted.
public enum KnownAtRequest: Hashable, Sendable {
    /// All that is known.
    case now
    /// What was known after this entry.
    case entry(EntryNumber)
    /// What was known at this instant.
    case instant(Instant)

    /// Reads an entry number or an instant; nil for anything else.
    public init?(_ text: String) {
        if let number = Int64(text), let entry = EntryNumber(number) {
            self = .entry(entry)
        } else if let instant = Instant(text) {
            self = .instant(instant)
        } else {
            return nil
        }
    }
}

extension PostgresError {
    /// Whether the database did not answer, rather than answer something that cannot be right.
    fileprivate var isFailureToAnswer: Bool {
        if case .decoding = kind { false } else { true }
    }
}
