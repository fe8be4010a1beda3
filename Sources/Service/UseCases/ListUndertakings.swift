// SPDX-License-Identifier: Apache-2.0

public import Domain
import Postgres
import Store

/// Undertakings of one party, as of a position of the ledger.
public struct UndertakingPage: Sendable {
    /// In the order of their ids.
    public let undertakings: [UndertakingRecord]
    /// The last of them, after which the next page begins; nil on the last page.
    public let next: UndertakingID?
    /// As of which position of the ledger.
    public let knownAt: KnownAt
}

extension Registry {
    /// The undertakings on which a party vouches or has vouched.
    ///
    /// - Throws: `Refusal`.
    public func listUndertakings(
        of address: PartyAddress, after: UndertakingID?, limit: Int, by principal: Principal
    ) async throws -> UndertakingPage {
        let party = try await archive.party(address, for: .readRating, as: principal)
        let first = after ?? UndertakingID(high: 0, low: 0)
        let (head, rows) = try await Archive.reachable {
            try await query(as: principal) { pipeline in
                (
                    pipeline.fetchOne(LedgerStore.head),
                    pipeline.fetchAll(UndertakingStore.ofParty, party, first, Int64(limit + 1))
                )
            }
        }
        let page = rows.value.prefix(limit)
        note(.party, of: party, by: principal)
        return UndertakingPage(
            undertakings: try page.map { try Self.record($0) },
            next: rows.value.count > limit ? page.last?.undertaking : nil,
            knownAt: KnownAt(entry: head.value.size, at: head.value.recordedAt))
    }

    /// One undertaking, for whoever may see the dossier of one of its vouchers.
    ///
    /// - Throws: `Refusal`.
    public func showUndertaking(
        _ id: UndertakingID, by principal: Principal
    ) async throws -> (undertaking: UndertakingRecord, knownAt: KnownAt) {
        if Access.verdict(principal, .readRating, .register) == .forbidden {
            try Access.demand(principal, .readRating, .register)
        }
        let (head, row) = try await Archive.reachable {
            try await query(as: principal) { pipeline in
                (
                    pipeline.fetchOne(LedgerStore.head),
                    pipeline.fetchOptional(UndertakingStore.find, id)
                )
            }
        }
        guard let row = row.value else { throw Refusal.unknown("undertaking", zh: "承诺") }
        return (
            try Self.record(row), KnownAt(entry: head.value.size, at: head.value.recordedAt)
        )
    }

    private static func record(_ row: UndertakingRow) throws(RecordError) -> UndertakingRecord {
        do {
            return try UndertakingRecord(try JSONValue(parsing: row.bytes))
        } catch { throw RecordError() }
    }
}
