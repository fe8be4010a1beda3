// SPDX-License-Identifier: Apache-2.0

public import Domain
import Ledger
import Policy
import Postgres
import Scoring
import Store

/// A compliance event just after something was done to it.
public struct EventOutcome: Sendable {
    /// The event.
    public let event: EventRecord
    /// Whose it is.
    public let party: PartyID
    /// The rating that it leaves its party with; nil where the law has none for the day.
    public let rating: BriefRating?
    /// The position of the ledger just after.
    public let knownAt: KnownAt
}

/// A rating without what explains it, which takes the same time to tell however many events it
/// rests on.
public struct BriefRating: Sendable {
    /// Score, band and overrides.
    public let step: RatingStep
    /// The legal day.
    public let asOf: CivilDate
    /// Under which law.
    public let policy: PolicyReference
}

extension Registry {
    /// The party that a command was about, as the command left it: also when the command is an
    /// old one that was only asked for again.
    ///
    /// - Throws: `Refusal`; `KeyringError` when a text does not open with this keyring.
    public func party(
        after receipt: Receipt, by principal: Principal
    ) async throws -> PartyView {
        let (dossier, knownAt) = try await dossier(after: receipt, by: principal)
        let texts = try await open(
            [dossier.party.name, dossier.party.town].compactMap { $0 }, as: principal)
        return PartyView(
            dossier: dossier, name: texts[dossier.party.name],
            town: dossier.party.town.flatMap { texts[$0] }, knownAt: knownAt,
            lastEntry: receipt.entry)
    }

    /// The event that a command was about, with its party's rating on the day of the entry.
    ///
    /// - Throws: `Refusal`.
    public func event(
        after receipt: Receipt, by principal: Principal
    ) async throws -> EventOutcome {
        let (dossier, knownAt) = try await dossier(after: receipt, by: principal)
        guard let subject = receipt.subject,
            let event = dossier.events[subject.of(EventSubject.self)]
        else { throw Refusal.unknown("event", zh: "合规事件") }
        let rating: BriefRating?
        do {
            let day = try shelf.policy(event.regime, on: event.reportedOn).day(at: knownAt.at)
            let policy = try shelf.policy(event.regime, on: day)
            rating = BriefRating(
                step: try RatingRule.brief(
                    dossier, role: event.role, policy: policy, asOf: day),
                asOf: day, policy: policy.reference)
        } catch is PolicyError {
            rating = nil
        }
        return EventOutcome(
            event: event, party: dossier.party.id, rating: rating, knownAt: knownAt)
    }

    /// The dossier that a command was about, as the command left it.
    func dossier(
        after receipt: Receipt, by principal: Principal
    ) async throws -> (dossier: Dossier, knownAt: KnownAt) {
        if let dossier = receipt.dossier {
            return (dossier, KnownAt(entry: receipt.entry, at: receipt.recordedAt))
        }
        let row = try await Archive.reachable {
            try await query(as: principal) {
                $0.fetchOptional(LedgerStore.entry, receipt.entry)
            }
        }.value
        guard let row, let party = try EntryBytes.decode(row.bytes).party else {
            throw Refusal.partyUnknown
        }
        let found = try await archive.dossier(
            of: party, knownAt: .entry(receipt.entry), as: principal)
        guard let dossier = found.dossier else { throw Refusal.partyUnknown }
        return (dossier, found.knownAt)
    }
}
