// SPDX-License-Identifier: Apache-2.0

public import Domain
import Policy
import Postgres
import Store

/// Proceedings of one kind, as of a position of the ledger.
public struct ProceedingPage: Sendable {
    /// In the order of their ids.
    public let proceedings: [ProceedingView]
    /// The last of them, after which the next page begins; nil on the last page.
    public let next: ProceedingID?
    /// As of which position of the ledger.
    public let knownAt: KnownAt
}

/// Which proceedings are looked for.
public struct ProceedingSearch: Sendable {
    /// What they are about.
    public let kind: ProceedingKind
    /// Of whom; nil for all.
    public let party: PartyAddress?
    /// In which state they are today; nil for any.
    public let state: StateCode?
    /// By which day somebody must act; nil for whenever.
    public let dueBy: CivilDate?

    /// Asks for proceedings.
    public init(
        kind: ProceedingKind, party: PartyAddress? = nil, state: StateCode? = nil,
        dueBy: CivilDate? = nil
    ) {
        self.kind = kind
        self.party = party
        self.state = state
        self.dueBy = dueBy
    }
}

extension Registry {
    /// The proceedings that `principal` may see: an officer those within the territory, an
    /// employer its own.
    ///
    /// - Throws: `Refusal`.
    public func listProceedings(
        _ search: ProceedingSearch, after: ProceedingID?, limit: Int, by principal: Principal
    ) async throws -> ProceedingPage {
        try demandReading(by: principal)
        var party: PartyID?
        if let address = search.party {
            party = try await archive.party(address, for: .readProceedings, as: principal)
        }
        let first = after ?? ProceedingID(high: 0, low: 0)
        let wanted = Int64(limit + 1)
        let days = try shelf.regimes.map { (regime: $0, day: try today(under: $0)) }
        let (head, rows) = try await Archive.reachable {
            try await query(as: principal) { pipeline in
                (
                    pipeline.fetchOne(LedgerStore.head),
                    party.map {
                        pipeline.fetchAll(
                            ProceedingStore.ofParty, search.kind.rawValue, first,
                            search.state?.text, search.dueBy, days.map(\.regime.text),
                            days.map(\.day), wanted, $0)
                    }
                        ?? pipeline.fetchAll(
                            ProceedingStore.all, search.kind.rawValue, first,
                            search.state?.text, search.dueBy, days.map(\.regime.text),
                            days.map(\.day), wanted)
                )
            }
        }
        let page = rows.value.prefix(limit)
        if let party { note(.party, of: party, by: principal) }
        let shown = try await views(
            try page.map { (try record(of: $0), $0.party, $0.entry) }, by: principal)
        return ProceedingPage(
            proceedings: shown,
            next: rows.value.count > limit ? page.last?.proceeding : nil,
            knownAt: KnownAt(entry: head.value.size, at: head.value.recordedAt))
    }

    /// One proceeding that `principal` may see.
    ///
    /// - Throws: `Refusal`.
    public func showProceeding(
        _ id: ProceedingID, of kind: ProceedingKind, by principal: Principal
    ) async throws -> (proceeding: ProceedingView, knownAt: KnownAt) {
        try demandReading(by: principal)
        let (head, row) = try await Archive.reachable {
            try await query(as: principal) { pipeline in
                (
                    pipeline.fetchOne(LedgerStore.head),
                    pipeline.fetchOptional(ProceedingStore.find, id)
                )
            }
        }
        guard let row = row.value else { throw Refusal.unknown(kind.rawValue, zh: "程序") }
        let record = try record(of: row)
        let views = try await views([(record, row.party, row.entry)], by: principal)
        guard record.kind == kind, let found = views.first else {
            throw Refusal.unknown(kind.rawValue, zh: "程序")
        }
        note(.party, of: found.party, by: principal)
        return (found, KnownAt(entry: head.value.size, at: head.value.recordedAt))
    }

    private func demandReading(by principal: Principal) throws(Refusal) {
        if Access.verdict(principal, .readProceedings, .register) == .forbidden {
            try Access.demand(principal, .readProceedings, .register)
        }
    }

    private func record(of row: ProceedingRow) throws(RecordError) -> ProceedingRecord {
        do {
            return try ProceedingRecord(try JSONValue(parsing: row.bytes))
        } catch { throw RecordError() }
    }
}
