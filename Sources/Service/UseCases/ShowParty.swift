// SPDX-License-Identifier: Apache-2.0

public import Domain
import Postgres
import Store

/// A party as it may be shown to whoever asked.
public struct PartyView: Sendable {
    /// Everything the ledger says of it.
    public let dossier: Dossier
    /// Its name; nil once the person was erased.
    public let name: String?
    /// The town of its seat; nil when not known, or erased.
    public let town: String?
    /// As of which position of the ledger.
    public let knownAt: KnownAt
    /// The last entry in its dossier: whoever amends the party names it.
    public let lastEntry: EntryNumber
}

extension Registry {
    /// Shows a party, with its personal texts opened.
    ///
    /// - Throws: `Refusal`; `KeyringError` when a text does not open with this keyring.
    public func showParty(
        _ address: PartyAddress, knownAt: KnownAtRequest = .now, by principal: Principal
    ) async throws -> PartyView {
        let party = try await archive.party(address, for: .readParty, as: principal)
        let (found, position, last) = try await archive.dossier(
            of: party, knownAt: knownAt, as: principal)
        guard let dossier = found else { throw Refusal.partyUnknown }
        note(.party, of: party, by: principal)
        // What was erased stays erased, even where a backup brought the key back.
        let texts =
            dossier.isErased
            ? [:]
            : try await open(
                [dossier.party.name, dossier.party.town].compactMap { $0 }, as: principal)
        return PartyView(
            dossier: dossier, name: texts[dossier.party.name],
            town: dossier.party.town.flatMap { texts[$0] }, knownAt: position,
            lastEntry: last)
    }

    /// Opens texts: a public one is itself, a sealed one is unsealed, an erased one is absent.
    ///
    /// - Throws: `Refusal.unavailable`, or `KeyringError.cannotOpen`.
    func open(
        _ texts: [RecordText], as principal: Principal
    ) async throws -> [RecordText: String] {
        var opened: [RecordText: String] = [:]
        var sealed: [SealedText] = []
        for text in texts {
            switch text {
            case .open(let value): opened[text] = value
            case .sealed(let reference): sealed.append(reference)
            }
        }
        guard !sealed.isEmpty else { return opened }
        let ids = sealed.map(\.text)
        let rows = try await Archive.reachable {
            try await query(as: principal) { $0.fetchAll(PersonalStore.texts, ids) }
        }.value
        for row in rows {
            guard let reference = sealed.first(where: { $0.text == row.text }) else { continue }
            let key = try keyring.unwrap(row.wrappedKey, for: row.party)
            opened[.sealed(reference)] = try keyring.open(
                row.sealed, reference: reference, with: key)
        }
        return opened
    }
}
