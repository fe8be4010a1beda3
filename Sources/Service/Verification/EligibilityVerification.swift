// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Ledger
import Policy
import Postgres
import Store

/// Gives every recorded answer about eligibility again, from what was known then and by the law of
/// then, and compares the bytes of all but the words of its reasons.
///
/// Answers are read a page at a time in the order of the ledger. Each was given by what was known
/// just before it, so the dossiers that it needs are those of the answers before it, moved on.
struct EligibilityVerification {
    private let shelf: PolicyShelf
    private let keyring: Keyring
    private var dossiers = FoldedDossiers()

    /// How many answers are read at a time.
    private static let pageCount = 100

    init(shelf: PolicyShelf, keyring: Keyring) {
        self.shelf = shelf
        self.keyring = keyring
    }

    mutating func run(on connection: Connection, _ report: inout VerifyReport) async throws {
        var last = EntryNumber.none
        while true {
            let page = try await connection.fetchAll(
                VerificationStore.recordedAnswers, last, Int64(Self.pageCount))
            guard let end = page.last else { return }
            for row in page {
                // What is wrong with the entry itself was found when the ledger was read.
                guard let entry = try? EntryBytes.decode(row.bytes),
                    case .eligibilityDecided(let record) = entry.body
                else { continue }
                try await compare(record, in: row.number, on: connection, &report)
            }
            last = end.number
        }
    }

    /// Compares an answer with what is answered now.
    private mutating func compare(
        _ record: EligibilityRecord, in number: EntryNumber, on connection: Connection,
        _ report: inout VerifyReport
    ) async throws {
        let place = "decision \(number)"
        do {
            guard let asked = try await reopened(record, on: connection) else { return }
            // The words are evidence of what was said; the law decides the rest.
            let given = ([record.answer] + (record.others ?? []).map(\.answer))
                .map { EligibilityRecord.wordless($0).canonicalBytes }
            var kin: [Kinship] = []
            for search in asked.searches {
                kin.append(try await kinship(search, record, on: connection))
            }
            let again = try asked.decisions(by: shelf, kin: kin)
                .map { EligibilityRecord.wordless($0.json).canonicalBytes }
            if again != given {
                report.note(place, "the same question gives another answer")
            }
        } catch let error as PostgresError {
            throw error
        } catch {
            report.note(place, "its question cannot be answered again: \(error)")
        }
    }

    /// The question as it was asked; nil where the key of what was told is destroyed, so that
    /// nobody can ask it again.
    private mutating func reopened(
        _ record: EligibilityRecord, on connection: Connection
    ) async throws -> EligibilityCase? {
        var told: ToldNomination?
        if let sealed = record.told {
            let rows = try await connection.fetchAll(PersonalStore.texts, [sealed.text])
            guard let row = rows.first else { return nil }
            let text = try keyring.open(
                row.sealed, reference: sealed,
                with: try keyring.unwrap(row.wrappedKey, for: row.party))
            told = try EligibilityRecord.Sealed(JSONValue(parsing: Array(text.utf8))).told
        }
        var others: [(dossier: Dossier, role: Role)]?
        for other in record.others ?? [] {
            guard let dossier = try await dossier(of: other.party, record, on: connection) else {
                throw FoldError.notRegistered
            }
            others = (others ?? []) + [(dossier, other.role)]
        }
        if record.others != nil, others == nil { others = [] }
        return EligibilityCase(
            request: record.request,
            dossier: try await dossier(of: record.party, record, on: connection),
            others: others, told: told, policy: try shelf.policy(record.policy),
            isPolicyNamed: record.isPolicyNamed, knownAt: record.knownAt)
    }

    /// Whose bars could reach a party, as it was known when the answer was given.
    private mutating func kinship(
        _ search: KinshipSearch?, _ record: EligibilityRecord, on connection: Connection
    ) async throws -> Kinship {
        guard var search else { return .none }
        while !search.wanted.isEmpty {
            var found: [PartyID: KinshipSearch.Records] = [:]
            for party in search.wanted {
                found[party] = try await dossier(of: party, record, on: connection)
                    .map { KinshipSearch.Records($0) }
            }
            search.add(found)
        }
        return search.kinship
    }

    /// A party as it was known when the answer was given.
    private mutating func dossier(
        of party: PartyID?, _ record: EligibilityRecord, on connection: Connection
    ) async throws -> Dossier? {
        guard let party else { return nil }
        var folded = dossiers.take(party, knownAt: record.knownAt)
        let rows = try await connection.fetchAll(
            VerificationStore.entriesBetween, party, folded.knownAt, record.knownAt)
        try folded.add(rows, knownAt: record.knownAt)
        dossiers.keep(folded, of: party)
        return folded.dossier
    }
}
