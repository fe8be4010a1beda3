// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
import Policy

/// Opens a proceeding: a case about compliance events, an application, an objection, a repair.
public struct OpenProceeding: AskedCommand {
    /// What is opened.
    public struct Details: Sendable {
        /// What it is about.
        public let kind: ProceedingKind
        /// Which of the regime's proceedings.
        public let code: ProceedingCode
        /// Under which regime; nil for that of the party.
        public let regime: RegimeCode?
        /// The party.
        public let party: PartyAddress
        /// In which role it stands in it.
        public let role: Role
        /// The events that it is about.
        public let events: [EventID]
        /// What is stated with the move that opens it.
        public let statement: ProceedingStatement

        /// Makes the details.
        public init(
            kind: ProceedingKind, code: ProceedingCode, regime: RegimeCode? = nil,
            party: PartyAddress, role: Role, events: [EventID], statement: ProceedingStatement
        ) {
            self.kind = kind
            self.code = code
            self.regime = regime
            self.party = party
            self.role = role
            self.events = events
            self.statement = statement
        }
    }

    private let details: Details
    /// Who asks.
    public let asking: Asking

    /// Asks for a proceeding to be opened today.
    public init(_ details: Details, asking: Asking) {
        self.details = details
        self.asking = asking
    }

    /// What must be read first.
    public var needs: CommandNeeds {
        CommandNeeds(
            parties: [details.party], events: details.events, isAuthoritiesNeeded: true)
    }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let dossier = try desk.dossier(details.party)
        try Access.demand(asking.principal, .proceed, dossier.accessObject)
        let regime = details.regime ?? dossier.party.regime
        let today = try desk.today(under: regime)
        let policy = try desk.shelf.policy(regime, on: today).variant(for: dossier.party.region)
        guard let rule = try? policy.procedure.proceeding(details.code, on: today).value,
            rule.kind == details.kind
        else { throw Self.unknown(details.kind) }
        let events = try events(of: dossier, under: regime)
        let question = ProceedingQuestion(
            dossier: dossier, record: nil, code: details.code, role: details.role,
            events: events, day: today)
        let asked = details.statement.asked(rule.opening.name)
        let maker = ProceedingMaker(actor: actor, seat: .same, hasSuperior: false)
        let step = try Refusal.demanding { () throws(ProceedingRefusal) in
            try ProceedingRules.step(asked, by: maker, in: question, policy: policy)
        }
        var filing = ProceedingFiling(dossier: dossier, actor: actor, day: today)
        let move = try filing.move(details.statement, asked, step, at: desk)
        let record = ProceedingRecord(
            id: desk.newID(), kind: details.kind, regime: regime, code: details.code,
            role: details.role, authority: actor.authority, events: details.events,
            moves: [move])
        return try filing.filing(.proceedingOpened(record), record, events, step, at: desk)
    }

    /// The events named, each of the party and of the regime.
    private func events(
        of dossier: Dossier, under regime: RegimeCode
    ) throws(Refusal) -> [EventRecord] {
        var faults: [InputFault] = []
        var events: [EventRecord] = []
        for (index, id) in details.events.enumerated() {
            guard let event = dossier.events[id], event.regime == regime else {
                faults.append(
                    InputFault(
                        pointer: "/events/\(index)", code: "event.unknown",
                        detail: "The party has no such event under this regime."))
                continue
            }
            events.append(event)
        }
        guard faults.isEmpty else { throw .invalid(faults) }
        return events
    }

    private static func unknown(_ kind: ProceedingKind) -> Refusal {
        Refusal(
            .rule, code: "proceeding.codeUnknown",
            message: LocalText(
                en: "The law in force has no \(kind.rawValue) of this code; GET /v1/policies shows "
                    + "what it has.",
                zh: "现行规定没有此代码的程序；请以 GET /v1/policies 查阅。"),
            faults: [
                InputFault(
                    pointer: "/proceeding", code: "proceeding.codeUnknown",
                    detail: "The law in force has no \(kind.rawValue) of this code.")
            ])
    }
}
