// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Postgres
import Store

extension Archive {
    /// What bars of others may reach the party that is searched for, as known after the entry
    /// `number`: a query for each relation of the way, none where nobody is related.
    ///
    /// - Throws: `Refusal`, or `RecordError` when stored bytes are damaged.
    func kinship(
        _ search: KinshipSearch?, knownAt number: EntryNumber, as principal: Principal
    ) async throws -> Kinship {
        guard var search else { return .none }
        while !search.wanted.isEmpty {
            search.add(
                try await ties(of: search.wanted, knownAt: number, as: principal))
        }
        return search.kinship
    }

    /// The relations and sanctions of some parties. What was entered after `number` is not known
    /// there: of a party with any of it, the ledger tells how it stood.
    private func ties(
        of parties: [PartyID], knownAt number: EntryNumber, as principal: Principal
    ) async throws -> [PartyID: KinshipSearch.Records] {
        let rows = try await Self.reachable {
            try await pool.ask(as: principal, .reachingOthers) { pipeline in
                pipeline.fetchAll(HistoryStore.ties, parties)
            }
        }.value
        var found: [PartyID: KinshipSearch.Records] = [:]
        for (party, rows) in Dictionary(grouping: rows, by: \.party) {
            guard rows.allSatisfy({ $0.entry <= number }) else {
                found[party] = try await dossier(
                    of: party, knownAt: .entry(number), as: principal, .reachingOthers
                ).dossier.map { KinshipSearch.Records($0) }
                continue
            }
            found[party] = try KinshipSearch.Records(rows: rows)
        }
        return found
    }
}

extension KinshipSearch.Records {
    /// Those among some rows of one party's history.
    ///
    /// - Throws: `RecordError` when stored bytes are damaged.
    init(rows: [HistoryRow]) throws {
        self.init(relations: [], sanctions: [])
        for row in rows {
            switch try HistoryRecord(kind: row.kind, bytes: row.bytes) {
            case .relation(let relation): relations.append(relation)
            case .sanction(let sanction): sanctions.append(sanction)
            case .party, .accreditation, .event, .undertaking, .duty, .proceeding: break
            }
        }
    }
}
