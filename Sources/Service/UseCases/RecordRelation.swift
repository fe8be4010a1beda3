// SPDX-License-Identifier: Apache-2.0

public import Domain

/// Records how one party stands to another, in the dossiers of both.
public struct RecordRelation: AskedCommand {
    private let kind: RelationKind
    private let party: PartyAddress
    private let other: PartyAddress
    private let from: CivilDate
    private let until: CivilDate?
    /// Who asks.
    public let asking: Asking

    /// Asks for a relation to be recorded; `until` is the first day without it.
    public init(
        _ kind: RelationKind, of party: PartyAddress, to other: PartyAddress, from: CivilDate,
        until: CivilDate?, asking: Asking
    ) {
        self.kind = kind
        self.party = party
        self.other = other
        self.from = from
        self.until = until
        self.asking = asking
    }

    /// What must be read first.
    public var needs: CommandNeeds { CommandNeeds(parties: [party, other]) }

    /// Decides by the state under the head lock. The officer's territory must reach the party
    /// that the relation is recorded on; the other may lie anywhere.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let dossier = try desk.dossier(party)
        try Access.demand(asking.principal, .recordRelation, dossier.accessObject)
        guard let otherID = desk.parties[other.key] else { throw Self.otherUnknown }
        guard otherID != dossier.party.id else { throw Self.withItself }
        if let until, until <= from {
            throw Refusal.invalid([
                InputFault(
                    pointer: "/until", code: "value.order", detail: "until must lie after from.")
            ])
        }
        let record = RelationRecord(
            id: desk.newID(), kind: kind, party: dossier.party.id, other: otherID, from: from,
            until: until)
        guard !dossier.relations.values.contains(where: record.repeats) else {
            throw Self.recordedAlready
        }
        return Filing(
            .relationRecorded(record), for: [record.party, record.other], about: record.party,
            subject: RecordID(record.id))
    }

    private static let otherUnknown = Refusal(
        .rule, code: "party.unknown", message: Refusal.partyUnknown.message,
        faults: [
            InputFault(
                pointer: "/other", code: "party.unknown",
                detail: "No party stands under this identifier; check it, or register the party.")
        ])
    private static let withItself = Refusal.invalid([
        InputFault(
            pointer: "/other", code: "relation.withItself",
            detail: "A relation ties two parties; this is the same one.")
    ])
    private static let recordedAlready = Refusal(
        .conflict, code: "relation.recordedAlready",
        message: LocalText(
            en: "This relation is recorded already for a day in common; end that one first.",
            zh: "此关系在重合期间已有记录；请先终止原记录。"))
}

/// Ends a relation.
public struct EndRelation: AskedCommand {
    private let relation: RelationID
    private let day: CivilDate
    /// Who asks.
    public let asking: Asking

    /// Asks for a relation to end: `day` is the first without it.
    public init(_ relation: RelationID, on day: CivilDate, asking: Asking) {
        self.relation = relation
        self.day = day
        self.asking = asking
    }

    /// What must be read first.
    public var needs: CommandNeeds { CommandNeeds(ties: [RecordID(relation)]) }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let (record, dossier) = try desk.relation(relation)
        try Access.demand(
            asking.principal, .recordRelation, dossier.accessObject,
            hidden: .unknown("relation", zh: "关系"))
        guard record.until.map({ day < $0 }) ?? true else { throw Self.over }
        guard day > record.from else {
            throw Refusal.invalid([
                InputFault(
                    pointer: "/on", code: "value.order",
                    detail: "A relation ends after the day it began.")
            ])
        }
        return Filing(
            .relationEnded(relation, on: day), for: [record.party, record.other],
            about: record.party, subject: RecordID(relation))
    }

    private static let over = Refusal(
        .conflict, code: "relation.over",
        message: LocalText(
            en: "The relation ends on or before this day already.",
            zh: "该关系在此日或之前已终止。"))
}

extension RelationRecord {
    /// Whether both say the same of a day in common.
    fileprivate func repeats(_ record: RelationRecord) -> Bool {
        guard kind == record.kind, party == record.party, other == record.other else {
            return false
        }
        return from < record.until ?? .latest && record.from < until ?? .latest
    }
}
