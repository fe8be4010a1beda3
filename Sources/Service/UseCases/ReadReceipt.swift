// SPDX-License-Identifier: Apache-2.0

public import Domain
import Ledger
import Policy
import Postgres
import Store

/// A compliance event just after something was done to it.
public struct EventOutcome: Sendable {
    /// The event.
    public let event: EventID
    /// Its state by then.
    public let state: EventState
    /// Whose it is.
    public let party: PartyID
    /// Whom else it reaches, where it was reported just then; none for whoever is no officer.
    public let reaches: [EventReach]
    /// The rating that it left its party with; nil where the law has none for the day.
    public let rating: BriefRating?
    /// The position of the ledger just after.
    public let knownAt: KnownAt
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

    /// The event that a command was about, with the rating that its party was left with: also
    /// when the command is an old one that was only asked for again.
    ///
    /// - Throws: `Refusal`.
    public func event(
        after receipt: Receipt, by principal: Principal
    ) async throws -> EventOutcome {
        var place = (party: receipt.party, body: receipt.bodies.last, at: receipt.recordedAt)
        if receipt.isReplay {
            let entry = try await entry(receipt.entry, as: principal)
            place = (entry.party, entry.body, entry.recordedAt)
        }
        guard let party = place.party, let subject = receipt.subject,
            let state = place.body?.eventState
        else { throw Refusal.unknown("event", zh: "合规事件") }
        var reaches: [EventReach] = []
        if case .eventReported(let record) = place.body, principal.role != .employer {
            reaches = record.reaches
        }
        return EventOutcome(
            event: subject.of(EventSubject.self), state: state, party: party, reaches: reaches,
            rating: receipt.rating, knownAt: KnownAt(entry: receipt.entry, at: place.at))
    }

    private func entry(
        _ number: EntryNumber, as principal: Principal
    ) async throws -> Entry {
        let row = try await Archive.reachable {
            try await query(as: principal) { $0.fetchOptional(LedgerStore.entry, number) }
        }.value
        guard let row else { throw Refusal.partyUnknown }
        return try EntryBytes.decode(row.bytes)
    }

    /// The dossier that a command was about, as the command left it.
    func dossier(
        after receipt: Receipt, by principal: Principal
    ) async throws -> (dossier: Dossier, knownAt: KnownAt) {
        if let dossier = receipt.dossier {
            return (dossier, KnownAt(entry: receipt.entry, at: receipt.recordedAt))
        }
        guard let party = try await entry(receipt.entry, as: principal).party else {
            throw Refusal.partyUnknown
        }
        let found = try await archive.dossier(
            of: party, knownAt: .entry(receipt.entry), as: principal)
        guard let dossier = found.dossier else { throw Refusal.partyUnknown }
        return (dossier, found.knownAt)
    }
}

extension EntryBody {
    /// The state in which the entry leaves its event; nil where it is about none.
    fileprivate var eventState: EventState? {
        switch self {
        case .eventReported(let event): event.state
        case .eventConfirmed: .confirmed
        case .eventAnnulled: .annulled
        default: nil
        }
    }
}
