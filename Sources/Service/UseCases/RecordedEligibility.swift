// SPDX-License-Identifier: Apache-2.0

public import Domain
import Ledger
import Postgres
import Store

/// An answer about eligibility as it was entered.
public struct RecordedEligibility: Sendable {
    /// The entry that records it, by which it is named.
    public let entry: EntryNumber
    /// When it was entered.
    public let recordedAt: Instant
    /// Question and answer, with all its words.
    public let record: EligibilityRecord

    /// Whom it tells of: the party, nil where none was registered, and who vouches beside it.
    var parties: [PartyID?] { [record.party] + (record.others ?? []).map(\.party) }
}

extension Registry {
    /// Answers whether a party may vouch, and records the answer.
    ///
    /// - Throws: `Refusal`; `PolicyError` when the law has no value for the day.
    public func recordEligibility(
        _ question: DecisionQuestion, asking: Asking
    ) async throws -> (recorded: RecordedEligibility, receipt: Receipt) {
        let receipt = try await registrar.submit(RecordEligibility(question, asking: asking))
        let recorded = try await recordedEligibility(receipt.entry)
        guard let recorded else { throw Self.decisionUnknown }
        recorded.parties.compactMap { $0 }.forEach {
            note(.eligibility, of: $0, by: asking.principal)
        }
        return (recorded, receipt)
    }

    /// A recorded answer, for those who may ask the question.
    ///
    /// - Throws: `Refusal`; `EntryBytesError` when the stored bytes are damaged.
    public func showEligibility(
        _ entry: EntryNumber, by principal: Principal
    ) async throws -> RecordedEligibility {
        guard let recorded = try await recordedEligibility(entry) else {
            // Whoever may never ask is told so, whatever the number.
            try Access.demand(
                principal, .checkEligibility,
                Access.Object(party: principal.parties.first, region: nil),
                hidden: Self.decisionUnknown)
            throw Self.decisionUnknown
        }
        // The answer tells of all who vouch.
        for party in recorded.parties {
            try Access.demand(
                principal, .checkEligibility, Access.Object(party: party, region: nil),
                hidden: Self.decisionUnknown)
        }
        recorded.parties.compactMap { $0 }.forEach { note(.eligibility, of: $0, by: principal) }
        return recorded
    }

    private func recordedEligibility(
        _ number: EntryNumber
    ) async throws -> RecordedEligibility? {
        let row = try await Archive.reachable {
            try await query(as: .local) { $0.fetchOptional(LedgerStore.entry, number) }
        }.value
        guard let row else { return nil }
        let entry = try EntryBytes.decode(row.bytes)
        guard case .eligibilityDecided(let record) = entry.body else { return nil }
        return RecordedEligibility(
            entry: entry.number, recordedAt: entry.recordedAt, record: try await telling(record))
    }

    /// The record with the words that were sealed.
    private func telling(_ record: EligibilityRecord) async throws -> EligibilityRecord {
        guard let sealed = record.told else { return record }
        let text = try await open([.sealed(sealed)], as: .local)[.sealed(sealed)]
        let words = try text.map {
            try EligibilityRecord.Sealed(JSONValue(parsing: Array($0.utf8))).words
        }
        return record.telling(words, erased: Self.wordsErased)
    }

    private static let wordsErased: JSONValue = [
        "en": "These words were erased with the party's key.", "zh": "该文字已随主体密钥销毁。",
    ]

    private static let decisionUnknown = Refusal.unknown("decision", zh: "决定")
}
