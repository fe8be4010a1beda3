// SPDX-License-Identifier: Apache-2.0

public import Domain
import Postgres
import Store

/// Sanctions as they may be shown, as of a position of the ledger.
public struct SanctionPage: Sendable {
    /// One JSON object each, in the order of their ids.
    public let sanctions: [JSONValue]
    /// The last of them, after which the next page begins; nil on the last page.
    public let next: SanctionID?
    /// As of which position of the ledger.
    public let knownAt: KnownAt
}

extension Registry {
    /// The sanctions that `principal` may see, of one party or of all: an officer those within
    /// the territory, a visa desk every one, an employer its own, and anyone those published.
    ///
    /// - Throws: `Refusal.partyUnknown` when no party stands under the address.
    public func listSanctions(
        of address: PartyAddress?, inForceOn day: CivilDate?, after: SanctionID?, limit: Int,
        by principal: Principal
    ) async throws -> SanctionPage {
        var party: PartyID?
        if let address {
            // Whether a party stands here is public: the published sanctions tell as much.
            guard let found = try await reader.lookUp(address).party else {
                throw Refusal.partyUnknown
            }
            party = found
        }
        let first = after ?? SanctionID(high: 0, low: 0)
        let wanted = Int64(limit + 1)
        let (head, rows) = try await Archive.reachable {
            try await query(as: principal) { pipeline in
                (
                    pipeline.fetchOne(LedgerStore.head),
                    party.map {
                        pipeline.fetchAll(SanctionStore.ofParty, $0, first, day, wanted)
                    } ?? pipeline.fetchAll(SanctionStore.all, first, day, wanted)
                )
            }
        }
        let page = rows.value.prefix(limit)
        if let party { note(.party, of: party, by: principal) }
        return SanctionPage(
            sanctions: try page.map { try Self.shown($0) },
            next: rows.value.count > limit ? page.last?.sanction : nil,
            knownAt: KnownAt(entry: head.value.size, at: head.value.recordedAt))
    }

    /// One sanction that `principal` may see.
    ///
    /// - Throws: `sanction.unknown`.
    public func showSanction(
        _ id: SanctionID, by principal: Principal
    ) async throws -> (sanction: JSONValue, knownAt: KnownAt) {
        let (head, row) = try await Archive.reachable {
            try await query(as: principal) { pipeline in
                (
                    pipeline.fetchOne(LedgerStore.head),
                    pipeline.fetchOptional(SanctionStore.find, id)
                )
            }
        }
        guard let row = row.value else { throw Refusal.unknown("sanction", zh: "处罚") }
        return (
            try Self.shown(row),
            KnownAt(entry: head.value.size, at: head.value.recordedAt)
        )
    }

    private static func shown(_ row: ListedSanction) throws(RecordError) -> JSONValue {
        do { return try JSONValue(parsing: row.bytes) } catch { throw RecordError() }
    }
}
