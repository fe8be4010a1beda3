// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
import Policy
import Scoring

/// Tells that something happened on a day which raises a duty, where no entry tells it.
public struct RaiseDuty: AskedCommand {
    /// What is told.
    public struct Details: Sendable {
        /// Who owes it.
        public let party: PartyAddress
        /// In which role.
        public let role: Role
        /// Which duty.
        public let duty: DutyCode
        /// The day on which what raises it happened.
        public let day: CivilDate
        /// The undertaking that it concerns; nil for none.
        public let undertaking: UndertakingID?
        /// The teller's own code for it, which tells it from another of the same day; nil for
        /// none.
        public let reference: String?
        /// Facts that lengths of its clock ask for.
        public let facts: [JSONValue.Member]

        /// Makes the details.
        public init(
            party: PartyAddress, role: Role, duty: DutyCode, day: CivilDate,
            undertaking: UndertakingID? = nil, reference: String? = nil,
            facts: [JSONValue.Member] = []
        ) {
            self.party = party
            self.role = role
            self.duty = duty
            self.day = day
            self.undertaking = undertaking
            self.reference = reference
            self.facts = facts
        }
    }

    private let details: Details
    /// Who asks.
    public let asking: Asking

    /// Asks for a duty to be raised.
    public init(_ details: Details, asking: Asking) {
        self.details = details
        self.asking = asking
    }

    /// What must be read first.
    public var needs: CommandNeeds {
        CommandNeeds(
            parties: [details.party], ties: details.undertaking.map { [RecordID($0)] } ?? [])
    }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let dossier = try desk.dossier(details.party)
        try Access.demand(asking.principal, .raiseDuty, dossier.accessObject)
        let regime = try desk.shelf.regime(of: details.duty)
        let (national, today) = try desk.law(of: regime)
        let policy = national.variant(for: dossier.party.region)
        guard details.day <= today else { throw Self.inFuture(today) }
        let rule = try policy.procedure.duty(details.duty, on: details.day).value
        guard rule.roles.contains(details.role) else {
            throw ProcedureRefusal.otherRole(details.role, allowed: rule.roles).refusal(at: "")
        }
        let party = dossier.party.id
        try details.undertaking.map {
            try desk.demandVoucher(party, details.role, on: $0)
        }
        try refuse(details.facts, of: .notice, at: "", under: policy)
        let cause = DutyCause(
            word: try word(of: rule.cause), undertaking: details.undertaking,
            reference: details.reference)
        let isRaised = dossier.duties.values.contains {
            $0.isRaised(by: cause, details.duty, details.role, on: details.day)
        }
        guard !isRaised else { throw Self.raisedAlready }
        let due: (day: CivilDate, isProvisional: Bool)
        do {
            due = try DutyDays.due(
                details.duty, raisedOn: details.day, of: dossier.party, role: details.role,
                facts: details.facts, policy: policy)
        } catch { throw error.refusal(at: "") }
        let record = DutyRecord(
            id: desk.newID(), party: party, role: details.role, regime: regime,
            duty: details.duty, cause: cause, raisedOn: details.day, facts: details.facts,
            dueOn: due.day, isProvisional: due.isProvisional)
        return Filing(
            party: party, bodies: [.dutyChanged(.raised, record)], subject: RecordID(record.id))
    }

    /// The word for what raises it. A day is told by whoever knows of it, a decision or a review by
    /// an officer; whatever else raises duties is an entry, and raises them by itself.
    private func word(of cause: DutyRule.Cause) throws(Refusal) -> String {
        switch cause {
        case .day(let word): return word
        case .decisionReceived, .reviewOpened:
            guard asking.principal.role != .employer else { throw Access.roleForbidden }
            return cause.words.first ?? ""
        case .undertaking, .event, .accreditationGranted: throw Self.raisedByEntry
        }
    }

    private static let raisedByEntry = Refusal.invalid([
        InputFault(
            pointer: "/duty", code: "duty.raisedByEntry",
            detail: "This duty is raised by an entry, and by itself: enter the undertaking, the "
                + "event or the accreditation that raises it.")
    ])
    private static let raisedAlready = Refusal(
        .conflict, code: "duty.raisedAlready",
        message: LocalText(
            en: "This duty was raised for this day already; name another undertaking or reference "
                + "if it is another one.",
            zh: "该日的此项义务已登记；如系另一项，请注明其他承诺或编号。"))

    private static func inFuture(_ today: CivilDate) -> Refusal {
        .invalid([
            InputFault(
                pointer: "/on", code: "value.inFuture",
                detail: "Only what has happened raises a duty; today is \(today).")
        ])
    }
}
