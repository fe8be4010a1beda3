// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
public import Policy
import Scoring

/// What is to be worked out from nothing but itself: a party as somebody describes it, and what
/// it did.
public struct Calculation: Sendable {
    /// One event as somebody describes it. It counts as confirmed.
    public struct Event: Sendable {
        /// How the answer names it.
        public let id: String
        /// Where it stands in the request, for faults: `/events/0`.
        public let pointer: String
        /// The indicator.
        public let indicator: IndicatorCode
        /// The day it happened.
        public let occurredOn: CivilDate
        /// The day it was reported; nil for the day it happened.
        public let reportedOn: CivilDate?
        /// The day it was confirmed; nil for the day it was reported.
        public let determinedOn: CivilDate?
        /// How many of it.
        public let quantity: Int
        /// An officer's grades.
        public let grades: [JSONValue.Member]
        /// Facts of the event.
        public let facts: [JSONValue.Member]
        /// Whether the party disclosed it itself.
        public let isVoluntaryDisclosure: Bool

        /// Describes an event.
        public init(
            id: String, pointer: String, indicator: IndicatorCode, occurredOn: CivilDate,
            reportedOn: CivilDate? = nil, determinedOn: CivilDate? = nil, quantity: Int = 1,
            grades: [JSONValue.Member] = [], facts: [JSONValue.Member] = [],
            isVoluntaryDisclosure: Bool = false
        ) {
            self.id = id
            self.pointer = pointer
            self.indicator = indicator
            self.occurredOn = occurredOn
            self.reportedOn = reportedOn
            self.determinedOn = determinedOn
            self.quantity = quantity
            self.grades = grades
            self.facts = facts
            self.isVoluntaryDisclosure = isVoluntaryDisclosure
        }
    }

    /// `code` or `code@version`.
    public let policy: String
    /// The legal day; nil for today.
    public let asOf: CivilDate?
    /// What kind of party.
    public let kind: PartyKind
    /// The facts that rules ask for.
    public let facts: [JSONValue.Member]
    /// In which role; nil where the regime has one only.
    public let role: Role?
    /// What the party did before.
    public let history: [Event]
    /// What is to be assessed.
    public let events: [Event]

    /// Describes a calculation.
    public init(
        policy: String, asOf: CivilDate?, kind: PartyKind, facts: [JSONValue.Member],
        role: Role?, history: [Event], events: [Event]
    ) {
        self.policy = policy
        self.asOf = asOf
        self.kind = kind
        self.facts = facts
        self.role = role
        self.history = history
        self.events = events
    }
}

/// The answer to a calculation.
public struct CalculationAnswer: Sendable {
    /// In which role.
    public let role: Role
    /// The rating.
    public let rating: Rating
    /// The legal day.
    public let asOf: CivilDate
    /// The law.
    public let policy: Policy
    /// The names of all events, by the ids that the rating bears.
    public let names: [EventID: String]
    /// The events to be assessed, in the order of the request.
    public let assessed: [EventRecord]
}

/// Works out ratings from what is told, without any register: the same arithmetic that rates
/// the parties of the register.
public struct Calculator: Sendable {
    private let shelf: PolicyShelf
    private let now: Instant

    /// Makes a calculator over enacted law.
    public init(shelf: PolicyShelf, now: Instant) {
        self.shelf = shelf
        self.now = now
    }

    /// Rates the party that is described, under one law on one day.
    ///
    /// - Throws: `Refusal` naming each member at fault; `PolicyError` when the law has no value
    ///   for one of the days concerned.
    public func answer(_ calculation: Calculation) throws -> CalculationAnswer {
        let today = try shelf.policy(named: calculation.policy, on: now.day(offsetMinutes: 0))
            .day(at: now)
        let day = calculation.asOf ?? today
        let policy = try shelf.policy(named: calculation.policy, on: day)
        let role = try role(of: calculation, under: policy, on: day)
        var dossier = Dossier(party: Self.party(calculation, under: policy))
        var names: [EventID: String] = [:]
        var refused: [(pointer: String, refusal: EventRefusal)] = FactRules.refusals(
            of: calculation.facts, subject: .party, policy: policy
        ).map { ("/party", .fact($0)) }
        var assessed: [EventRecord] = []
        for (index, event) in (calculation.history + calculation.events).enumerated() {
            let record = Self.record(event, number: index + 1, role: role, under: policy)
            let refusals = ReportRules.refusals(of: record, policy: policy, today: day)
            refused += refusals.map { (event.pointer, $0) }
            names[record.id] = event.id
            if index >= calculation.history.count { assessed.append(record) }
            if refusals.isEmpty { try dossier.apply(.eventReported(record)) }
        }
        if let first = refused.first?.refusal {
            throw Refusal(
                .rule, code: first.code, message: first.message,
                faults: refused.map {
                    InputFault(
                        pointer: $0.pointer + $0.refusal.pointer, code: $0.refusal.code,
                        detail: $0.refusal.message.en)
                })
        }
        return CalculationAnswer(
            role: role,
            rating: try RatingRule.rate(dossier, role: role, policy: policy, asOf: day),
            asOf: day, policy: policy, names: names, assessed: assessed)
    }

    private func role(
        of calculation: Calculation, under policy: Policy, on day: CivilDate
    ) throws -> Role {
        let open = try policy.roles(on: day).value
        let list = open.map(\.rawValue).joined(separator: ", ")
        guard let role = calculation.role ?? (open.count == 1 ? open.first : nil) else {
            throw Refusal.invalid([
                InputFault(
                    pointer: "/role", code: "member.missing",
                    detail: "Say which role is meant, one of: \(list).")
            ])
        }
        guard open.contains(role) else {
            throw Refusal.invalid([
                InputFault(
                    pointer: "/role", code: "role.unknown",
                    detail: "The regime has no such role; it has: \(list).")
            ])
        }
        return role
    }

    /// The party is nobody: it has no name, and its id is never seen.
    private static func party(_ calculation: Calculation, under policy: Policy) -> PartyRecord {
        PartyRecord(
            id: .none, kind: calculation.kind, name: .open(""), town: nil,
            region: RegionCode(""), regime: policy.code, identifiers: [],
            facts: calculation.facts)
    }

    private static func record(
        _ event: Calculation.Event, number: Int, role: Role, under policy: Policy
    ) -> EventRecord {
        let reportedOn = event.reportedOn ?? event.occurredOn
        return EventRecord(
            id: EventID(high: 0, low: UInt64(number)), role: role, regime: policy.code,
            indicator: event.indicator, state: .confirmed, occurredOn: event.occurredOn,
            reportedOn: reportedOn, determinedOn: event.determinedOn ?? reportedOn,
            quantity: event.quantity, grades: event.grades, facts: event.facts,
            isVoluntaryDisclosure: event.isVoluntaryDisclosure, origin: nil, note: nil,
            evidence: [], reporter: .none)
    }
}

extension Registry {
    /// Works out a rating from what is told, by the law of this installation.
    ///
    /// - Throws: as ``Calculator/answer(_:)``.
    public func calculate(_ calculation: Calculation) throws -> CalculationAnswer {
        try Calculator(shelf: shelf, now: clock()).answer(calculation)
    }
}
