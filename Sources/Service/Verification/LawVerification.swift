// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Postgres
import Store

/// Compares the stored packs and the list of imported editions with the entries that record
/// them.
struct LawVerification {
    private var enacted: [EntryNumber: (policy: PolicyReference, from: CivilDate)] = [:]
    private var drafted: [EntryNumber: PolicyReference] = [:]
    private var editions: Set<ListedEdition> = []

    /// Notes an entry that enacts law or records an import.
    mutating func take(_ entry: Entry) {
        switch entry.body {
        case .policyEnacted(let policy, let from): enacted[entry.number] = (policy, from)
        case .policyDrafted(let policy): drafted[entry.number] = policy
        case .editionImported(let edition):
            editions.insert(ListedEdition(edition, entry: entry.number))
        default: break
        }
    }

    /// Compares with what is stored.
    mutating func compare(
        on connection: Connection, _ report: inout VerifyReport
    ) async throws {
        for row in try await connection.fetchAll(PolicyStore.all) {
            let place = "policy \(row.reference.code)@\(row.reference.version)"
            let entry = enacted.removeValue(forKey: row.entry)
            if entry?.policy != row.reference || entry?.from != row.from {
                report.note(place, "no entry enacts it so")
            }
            if (try? StoredPack.decode(row.pack))?.sha256 != row.reference.sha256 {
                report.note(place, "its pack does not have the hash under which it was enacted")
            }
        }
        for (entry, missing) in enacted {
            report.note(
                "policy \(missing.policy.code)@\(missing.policy.version)",
                "it was enacted by entry \(entry) and is missing")
        }
        try await compareDrafts(on: connection, &report)
        let listed = Set(try await connection.fetchAll(VerificationStore.editions))
        for edition in listed.symmetricDifference(editions) {
            report.note(
                "edition \(edition.date) of \(edition.regime)",
                "the list of imported editions and the ledger do not agree")
        }
    }

    private mutating func compareDrafts(
        on connection: Connection, _ report: inout VerifyReport
    ) async throws {
        for row in try await connection.fetchAll(PolicyDraftStore.all) {
            let place = "draft \(row.reference.name)"
            if drafted.removeValue(forKey: row.entry) != row.reference {
                report.note(place, "no entry records it so")
            }
            let pack = try await connection.fetchOptional(
                PolicyDraftStore.pack, row.reference.code.text, row.reference.version)
            let kept = try? pack.map { try StoredPack.decode($0.bytes).sha256 }
            if kept != row.reference.sha256 {
                report.note(place, "its pack does not have the hash under which it was sent in")
            }
        }
        for (entry, missing) in drafted {
            report.note(
                "draft \(missing.name)", "it was recorded by entry \(entry) and is missing")
        }
    }
}
