// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Policy
import Postgres
import Store

/// Gives every recorded answer about eligibility again, from what was known then and by the law of
/// then, and compares the bytes.
struct EligibilityVerification {
    private var recorded: [(entry: EntryNumber, record: EligibilityRecord)] = []

    /// Notes an entry that records an answer.
    mutating func take(_ entry: Entry) {
        guard case .eligibilityDecided(let record) = entry.body else { return }
        recorded.append((entry.number, record))
    }

    /// Compares with what is answered now.
    func compare(
        by shelf: PolicyShelf, on connection: Connection, _ report: inout VerifyReport
    ) async throws {
        for (number, record) in recorded {
            let place = "decision \(number)"
            do {
                let dossier = try await dossier(of: record, on: connection)
                let decision = try shelf.decision(
                    on: record.request, about: dossier, policy: try shelf.policy(record.policy),
                    isPolicyNamed: record.isPolicyNamed, knownAt: record.knownAt)
                if decision.json.canonicalBytes != record.answer.canonicalBytes {
                    report.note(place, "the same question gives another answer")
                }
            } catch let error as PostgresError {
                throw error
            } catch {
                report.note(place, "its question cannot be answered again: \(error)")
            }
        }
    }

    /// The party as it was known when the answer was given.
    private func dossier(
        of record: EligibilityRecord, on connection: Connection
    ) async throws -> Dossier? {
        guard let party = record.party else { return nil }
        var dossier: Dossier?
        for row in try await connection.fetchAll(
            LedgerStore.entriesOfParty, party, record.knownAt)
        {
            let entry = try EntryBytes.decode(row.bytes)
            if case .partyRegistered(let record) = entry.body {
                dossier = Dossier(party: record)
            } else {
                try dossier?.apply(entry.body)
            }
        }
        return dossier
    }
}
