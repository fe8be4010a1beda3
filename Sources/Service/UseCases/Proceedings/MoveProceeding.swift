// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
import Policy

/// Makes a move in a proceeding, as to serve a notice, to reply or to decide.
public struct MoveProceeding: AskedCommand {
    private let proceeding: ProceedingID
    private let kind: ProceedingKind
    private let move: MoveCode
    private let events: [EventID]
    private let statement: ProceedingStatement
    /// Who asks.
    public let asking: Asking

    /// Asks for a move to be made today in a proceeding that is about `events`.
    public init(
        _ proceeding: ProceedingID, of kind: ProceedingKind, _ move: MoveCode,
        events: [EventID], _ statement: ProceedingStatement, asking: Asking
    ) {
        self.proceeding = proceeding
        self.kind = kind
        self.move = move
        self.events = events
        self.statement = statement
        self.asking = asking
    }

    /// What must be read first.
    public var needs: CommandNeeds {
        CommandNeeds(
            events: events, ties: [RecordID(proceeding)], isAuthoritiesNeeded: true)
    }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let (record, dossier) = try desk.proceeding(proceeding)
        let unknown = Refusal.unknown(kind.rawValue, zh: "程序")
        guard record.kind == kind else { throw unknown }
        try Access.demand(
            asking.principal, .proceed, dossier.accessObject, hidden: unknown)
        let today = try desk.today(under: record.regime)
        let policy = try desk.shelf.policy(record.regime, on: today)
            .variant(for: dossier.party.region)
        let found = record.events.compactMap { dossier.events[$0] }
        guard found.count == record.events.count else { throw Refusal.unavailable }
        let question = ProceedingQuestion(
            dossier: dossier, record: record, code: record.code, role: record.role,
            events: found, day: today)
        let asked = statement.asked(move)
        let maker = desk.maker(actor, of: record)
        let step = try Refusal.demanding { () throws(ProceedingRefusal) in
            try ProceedingRules.step(asked, by: maker, in: question, policy: policy)
        }
        var filing = ProceedingFiling(dossier: dossier, actor: actor, day: today)
        let made = try filing.move(statement, asked, step, at: desk)
        return try filing.filing(
            .proceedingMoved(record.id, made), record, found, step, at: desk)
    }
}

extension Desk {
    /// How whoever asks stands to the authority of a proceeding.
    func maker(_ actor: Actor, of record: ProceedingRecord) -> ProceedingMaker {
        guard let own = record.authority else {
            return ProceedingMaker(actor: actor, seat: .same, hasSuperior: false)
        }
        let hasSuperior = authorities[own]?.record.parent != nil
        var seat = ProceedingMaker.Seat.other
        if actor.authority == own {
            seat = .same
        } else if let other = actor.authority, authorities.hangs(own, on: other) {
            seat = .above
        }
        return ProceedingMaker(actor: actor, seat: seat, hasSuperior: hasSuperior)
    }
}
