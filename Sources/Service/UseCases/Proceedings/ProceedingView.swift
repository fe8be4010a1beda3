// SPDX-License-Identifier: Apache-2.0

public import Compliance
public import Domain
import Policy

/// A proceeding as whoever asked may see it.
public struct ProceedingView: Sendable {
    /// The proceeding with its moves.
    public let record: ProceedingRecord
    /// The party that it concerns.
    public let party: PartyID
    /// The legal day under its regime, on which its state is told.
    public let today: CivilDate
    /// The last entry of the party when it was looked at or changed.
    public let entry: EntryNumber
    /// The texts of its moves that whoever asked may read, and that were not erased.
    public let texts: [TextID: String]
    /// Whether whoever asked may read what is for officers only, and who made each move.
    public let isForOfficers: Bool
    /// The moves that may be made today or later as it stands.
    public let open: [OpenMove]
}

extension Registry {
    /// The proceeding that a command was about, as the command left it.
    ///
    /// - Throws: `Refusal`; `KeyringError` when a text does not open with this keyring.
    public func proceeding(
        after receipt: Receipt, by principal: Principal
    ) async throws -> (view: ProceedingView, knownAt: KnownAt) {
        let unknown = Refusal.unknown("proceeding", zh: "程序")
        let found = try await view(after: receipt, by: principal, or: unknown) { dossier, id in
            dossier.proceedings[id.of(ProceedingSubject.self)]
        }
        let views = try await views(
            [(found.record, found.party, found.knownAt.entry)], by: principal)
        guard let view = views.first else { throw unknown }
        return (view, found.knownAt)
    }

    /// Shows proceedings to `principal`, with their texts.
    func views(
        _ found: [(record: ProceedingRecord, party: PartyID, entry: EntryNumber)],
        by principal: Principal
    ) async throws -> [ProceedingView] {
        let isForOfficers = principal.role != .employer
        let readable = found.flatMap(\.record.moves).flatMap(\.texts)
            .filter { isForOfficers || !$0.isInternal }
        let opened = try await open(readable.map { .sealed($0.text) }, as: principal)
        var texts: [TextID: String] = [:]
        for text in readable { texts[text.text.text] = opened[.sealed(text.text)] }
        var views: [ProceedingView] = []
        for (record, party, entry) in found {
            let today = try today(under: record.regime)
            let policy = try shelf.policy(record.regime, on: today)
            let own = Set(record.moves.flatMap(\.texts).map(\.text.text))
            views.append(
                ProceedingView(
                    record: record, party: party, today: today, entry: entry,
                    texts: texts.filter { own.contains($0.key) }, isForOfficers: isForOfficers,
                    open: ProceedingRules.open(record, policy: policy, on: today)))
        }
        return views
    }
}
