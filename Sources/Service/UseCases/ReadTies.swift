// SPDX-License-Identifier: Apache-2.0

public import Domain

/// A relation, an undertaking or a sanction, as of a position of the ledger.
public struct RecordView<Record: Sendable>: Sendable {
    /// The record.
    public let record: Record
    /// The party in whose dossier it was read.
    public let party: PartyID
    /// As of which position of the ledger.
    public let knownAt: KnownAt
}

extension Registry {
    /// The relation that a command was about, as the command left it.
    ///
    /// - Throws: `Refusal`.
    public func relation(after receipt: Receipt, by principal: Principal) async throws
        -> RecordView<RelationRecord>
    {
        try await view(after: receipt, by: principal, or: .unknown("relation", zh: "关系")) {
            dossier, id in
            dossier.relations[id.of(RelationSubject.self)]
        }
    }

    /// The undertaking that a command was about, as the command left it.
    ///
    /// - Throws: `Refusal`.
    public func undertaking(after receipt: Receipt, by principal: Principal) async throws
        -> RecordView<UndertakingRecord>
    {
        try await view(after: receipt, by: principal, or: .unknown("undertaking", zh: "承诺")) {
            dossier, id in
            dossier.undertakings[id.of(UndertakingSubject.self)]
        }
    }

    /// The sanction that a command was about, as the command left it.
    ///
    /// - Throws: `Refusal`.
    public func sanction(after receipt: Receipt, by principal: Principal) async throws
        -> RecordView<SanctionRecord>
    {
        try await view(after: receipt, by: principal, or: .unknown("sanction", zh: "处罚")) {
            dossier, id in
            dossier.sanctions[id.of(SanctionSubject.self)]
        }
    }

    func view<Record>(
        after receipt: Receipt, by principal: Principal, or unknown: Refusal,
        _ find: (Dossier, RecordID) -> Record?
    ) async throws -> RecordView<Record> {
        let (dossier, knownAt) = try await dossier(after: receipt, by: principal)
        guard let record = receipt.subject.flatMap({ find(dossier, $0) }) else { throw unknown }
        note(.party, of: dossier.party.id, by: principal)
        return RecordView(record: record, party: dossier.party.id, knownAt: knownAt)
    }
}
