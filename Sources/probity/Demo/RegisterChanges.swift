// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Postgres
import Service
import Store

/// What the ledger says became of an imported register.
struct RegisterChanges: Sendable {
    /// An entry and the party it is about.
    typealias Entries = [(party: PartyID, body: EntryBody)]

    /// The editions, oldest first, with the counts that were recorded.
    let editions: [EditionImport]
    private let ratings: [(party: PartyID, body: EntryBody)]
    private let ends: [(party: PartyID, body: EntryBody)]
    private let size: RegisterCounts

    /// Reads them.
    ///
    /// - Throws: the database's error, or `LedgerError` when an entry is damaged.
    static func read(
        from registry: Registry, regime: RegimeCode
    ) async throws -> RegisterChanges {
        try await registry.withQuery(as: .local) { connection in
            var bodies: [String: [(party: PartyID?, body: EntryBody)]] = [:]
            for kind in [
                "edition.imported", "accreditation.bandAssigned", "accreditation.ended",
            ] {
                let rows = try await connection.fetchAll(LedgerStore.ofKind, kind)
                bodies[kind] = try rows.map { row in
                    let entry = try EntryBytes.decode(row.bytes)
                    return (entry.party, entry.body)
                }
            }
            let editions = (bodies["edition.imported"] ?? []).compactMap { entry in
                if case .editionImported(let edition) = entry.body { edition } else { nil }
            }
            let known: (String) -> [(party: PartyID, body: EntryBody)] = { kind in
                (bodies[kind] ?? []).compactMap { entry in
                    entry.party.map { (party: $0, body: entry.body) }
                }
            }
            return RegisterChanges(
                editions: editions.filter { $0.regime == regime },
                ratings: known("accreditation.bandAssigned"), ends: known("accreditation.ended"),
                size: try await connection.fetchOne(PartyStore.counts))
        }
    }

    /// The parties whose rating changed, without doubles, in order.
    var rerated: [PartyID] { Self.distinct(ratings.map(\.party)) }

    /// The parties with a licence that ended after `day`, without doubles, in order.
    func departed(after day: CivilDate) -> [PartyID] {
        Self.distinct(
            ends.compactMap { entry in
                guard case .accreditationEnded(_, let end) = entry.body,
                    let notBefore = end.ended.notBefore, notBefore > day
                else { return nil }
                return entry.party
            })
    }

    /// Writes the counts, every rating that changed, and a few of those who left.
    func write(_ registry: Registry) async throws {
        Console.write(
            "\(size.parties.grouped) parties with \(size.accreditations.grouped) accreditations, "
                + "granted over \(editions.count) editions.")
        let assigned = try await assignments(registry)
        Console.write()
        Console.write(
            "Ratings that changed: \(assigned.count), of \(rerated.count) sponsors.")
        assigned.forEach { Console.write("  \($0)") }
        Console.write()
        for edition in editions {
            let count = { (name: String) in edition.count(name).grouped }
            Console.write(
                "\(edition.editionDate)  \(count("granted")) licences granted, "
                    + "\(count("returned")) returned, \(count("left")) left; "
                    + "\(count("departed")) sponsors left the register")
        }
        let names = try await departedNames(registry, max: 5)
        if !names.isEmpty {
            Console.write()
            Console.write("Among those who left the register (it does not say why):")
            names.forEach { Console.write("  \($0)") }
        }
    }

    private func assignments(_ registry: Registry) async throws -> [String] {
        var lines: [String] = []
        for (party, body) in ratings {
            guard case .bandAssigned(let id, let change) = body,
                let dossier = try await registry.archive.dossier(of: party, as: .local).dossier,
                let record = dossier.accreditations[id]
            else { continue }
            let before = record.bands.last { $0.assigned.notAfter < change.assigned.notAfter }
            let name = try await registry.shownName(of: party) ?? ""
            lines.append(
                "\(name), \(record.route): \(before?.band.text ?? "none") → \(change.band), "
                    + change.assigned.text(in: .en))
        }
        return lines
    }

    private func departedNames(_ registry: Registry, max count: Int) async throws -> [String] {
        var names: [String] = []
        for party in Self.distinct(ends.map(\.party)) where names.count < count {
            guard let dossier = try await registry.archive.dossier(of: party, as: .local).dossier,
                !dossier.party.kind.isNaturalPerson,
                let end = dossier.lastEnd
            else { continue }
            let name = try await registry.shownName(of: party) ?? ""
            names.append("\(name), \(end.ended.text(in: .en))")
        }
        return names
    }

    private static func distinct(_ parties: [PartyID]) -> [PartyID] {
        var seen: Set<PartyID> = []
        return parties.filter { seen.insert($0).inserted }
    }
}

extension Dossier {
    /// How the last accreditation ended; nil while any stands.
    var lastEnd: AccreditationEnd? {
        let ends = accreditations.values.map(\.end)
        guard !ends.contains(where: { $0 == nil }) else { return nil }
        return ends.compactMap { $0 }.max { $0.ended.notAfter < $1.ended.notAfter }
    }
}

extension EditionImport {
    /// A count that was recorded with the import; 0 when it was not.
    fileprivate func count(_ name: String) -> Int64 {
        if case .integer(let value)? = JSONValue.object(counts)[name] { value } else { 0 }
    }
}
