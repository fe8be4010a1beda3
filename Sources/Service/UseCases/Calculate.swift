// SPDX-License-Identifier: Apache-2.0

public import Compliance
public import Domain
public import Policy
import Scoring

/// The answer to a calculation.
public struct CalculationAnswer: Sendable {
    /// In which role.
    public let role: Role
    /// The rating.
    public let rating: Rating
    /// The single changes that would make the band better.
    public let counterfactuals: [Counterfactual]
    /// The legal day.
    public let asOf: CivilDate
    /// The law.
    public let policy: Policy
    /// The names of all events, by the ids that the rating bears.
    public let names: [EventID: String]
    /// The events to be assessed, in the order of the request.
    public let assessed: [EventRecord]
    /// What they weigh, and what follows from them.
    public let notice: NoticeAssessment
    /// The days of the notices whose clock was asked for, by the names of the notices.
    public let clocks: [(notice: String, run: ClockRun)]
    /// What each filing comes to, in the order of the request.
    public let duties: [DutyStanding]
    /// How long events are displayed.
    public let displays: [DisplayTerm]
    /// How events can be repaired.
    public let repairs: [RepairStanding]
    /// What the nominee brings by points; nil where none is told of or no one table is meant.
    public let nomineePoints: NomineeScore?
    /// Whether the party may vouch, had it leave to act; nil where that was not asked.
    public let eligibility: Decision?
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
    /// - Throws: `Refusal` naming each member at fault, and the day where the law has no value for
    ///   it; `PolicyError` when it has none for another day concerned.
    public func answer(_ calculation: Calculation) throws -> CalculationAnswer {
        do { return try work(calculation) } catch let error as PolicyError {
            guard case .notInForce(_, let day) = error,
                let pointer = calculation.pointer(to: day)
            else { throw error }
            throw Refusal(error, at: pointer)
        }
    }

    private func work(_ calculation: Calculation) throws -> CalculationAnswer {
        let today = try shelf.policy(named: calculation.policy, on: now.day(offsetMinutes: 0))
            .day(at: now)
        let day = calculation.asOf ?? today
        let policy = try shelf.policy(named: calculation.policy, on: day)
        let role = try role(of: calculation, under: policy, on: day)
        let outOfOrder = calculation.daysOutOfOrder(asOf: day)
        guard outOfOrder.isEmpty else { throw Refusal.daysOutOfOrder(outOfOrder) }
        var dossier = Dossier(party: Self.party(calculation, under: policy))
        var names: [EventID: String] = [:]
        var refused: [(pointer: String, refusal: EventRefusal)] = FactRules.refusals(
            of: calculation.facts, subject: .party, policy: policy
        ).map { ("/party", .fact($0)) }
        refused += FactRules.refusals(
            of: calculation.nomination?.nominee?.facts ?? [], subject: .nominee, policy: policy
        ).map { ("/nominee", .fact($0)) }
        var history: [EventRecord] = []
        var assessed: [EventRecord] = []
        for (index, event) in (calculation.history + calculation.events).enumerated() {
            let record = Self.record(event, number: index + 1, role: role, under: policy)
            let refusals = ReportRules.refusals(of: record, policy: policy, today: day)
            refused += refusals.map { (event.pointer, $0) }
            names[record.id] = event.id
            if index < calculation.history.count {
                history.append(record)
            } else {
                assessed.append(record.determined(on: event.determinedOn ?? day))
            }
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
        let question = AssessmentQuestion(
            party: dossier.party, role: role, history: history, events: assessed,
            earlierPenalties: calculation.earlierPenalties, determinedOn: day)
        let weighing = Weighing(calculation, names: names, question: question, policy: policy)
        let procedure = Proceeding(calculation, question: question, policy: policy, asOf: day)
        let nominating = Nominating(calculation, role: role, policy: policy, day: day)
        let duties = try procedure.duties()
        return CalculationAnswer(
            role: role,
            rating: try RatingRule.rate(dossier, role: role, policy: policy, asOf: day),
            counterfactuals: try CounterfactualRule.counterfactuals(
                of: dossier, role: role, policy: policy, asOf: day,
                followedBy: shelf.following(
                    policy, named: calculation.policy, after: day, knownAt: .latest)),
            asOf: day, policy: policy, names: names, assessed: assessed,
            notice: try weighing.notice(), clocks: try weighing.clocks(),
            duties: duties, displays: try procedure.displays(),
            repairs: try procedure.repairs(), nomineePoints: try nominating.points(),
            eligibility: try nominating.decision(on: dossier, duties: duties))
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

    static func record(
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
