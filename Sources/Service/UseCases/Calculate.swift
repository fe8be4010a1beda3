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
        let version = try shelf.policy(named: calculation.policy, on: day)
        let policy = version.variant(for: calculation.region)
        let role = try role(of: calculation, under: policy, on: day)
        let outOfOrder = calculation.daysOutOfOrder(asOf: day)
        guard outOfOrder.isEmpty else { throw Refusal.daysOutOfOrder(outOfOrder) }
        var dossier = Dossier(party: Self.party(calculation, under: policy))
        var names: [EventID: String] = [:]
        var decisions: [EventID: [MeasureDecision]] = [:]
        var refused = Self.refusedFacts(of: calculation, under: policy)
        var history: [EventRecord] = []
        var assessed: [EventRecord] = []
        for (index, event) in (calculation.history + calculation.events).enumerated() {
            let record = try Self.record(event, number: index + 1, role: role, under: policy)
            let refusals = ReportRules.refusals(of: record, policy: policy, today: day)
            refused += refusals.map { (event.pointer, $0) }
            names[record.id] = event.id
            decisions[record.id] = event.decisions
            if index < calculation.history.count {
                history.append(record)
            } else {
                assessed.append(record.determined(on: event.determinedOn ?? day))
            }
            if refusals.isEmpty { try dossier.apply(.eventReported(record)) }
        }
        if let refusal = Self.refusal(refused) { throw refusal }
        let question = AssessmentQuestion(
            party: dossier.party, role: role, history: history, events: assessed,
            earlierPenalties: calculation.earlierPenalties, determinedOn: day,
            barredUntil: calculation.barredUntil, decisions: decisions)
        let weighing = Weighing(calculation, names: names, question: question, policy: policy)
        let procedure = Proceeding(calculation, question: question, policy: policy, asOf: day)
        let duties = try procedure.duties()
        let notice = try weighing.notice()
        let own = OwnMeasures(of: notice, role: role, earlier: calculation.earlierBars)
        dossier.lowered = own.lowered
        // What follows from a duty enters the rating; measures would need a notice first.
        for (event, name) in Self.events(raisedBy: duties, role: role, under: policy) {
            names[event.id] = name
            assessed.append(event)
            try dossier.apply(.eventReported(event))
        }
        let nominating = Nominating(calculation, role: role, version: version, day: day)
        return CalculationAnswer(
            role: role,
            rating: try RatingRule.rate(dossier, role: role, policy: policy, asOf: day),
            counterfactuals: try counterfactuals(
                of: dossier, role, calculation, under: policy, on: day),
            asOf: day, policy: policy, names: names, assessed: assessed,
            notice: notice, clocks: try weighing.clocks(),
            duties: duties, displays: try procedure.displays(),
            repairs: try procedure.repairs(), nomineePoints: try nominating.points(),
            eligibility: try nominating.decision(
                on: dossier, duties: duties, bars: own.bars,
                facts: PartyFactsThatFollow(of: dossier, role: role, policy: policy, on: day)))
    }

    private func counterfactuals(
        of dossier: Dossier, _ role: Role, _ calculation: Calculation, under policy: Policy,
        on day: CivilDate
    ) throws -> [Counterfactual] {
        try CounterfactualRule.counterfactuals(
            of: dossier, role: role, policy: policy, asOf: day,
            followedBy: shelf.following(
                policy, named: calculation.policy, after: day, knownAt: .latest))
    }

    /// The facts of party and nominee that the law does not take.
    private static func refusedFacts(
        of calculation: Calculation, under policy: Policy
    ) -> [(pointer: String, refusal: EventRefusal)] {
        FactRules.refusals(of: calculation.facts, subject: .party, policy: policy)
            .map { ("/party", .fact($0)) }
            + FactRules.refusals(
                of: calculation.nomination?.nominee?.facts ?? [], subject: .nominee,
                policy: policy
            ).map { ("/nominee", .fact($0)) }
    }

    /// The refusal of events or facts that the law does not take; nil where there are none.
    private static func refusal(
        _ refused: [(pointer: String, refusal: EventRefusal)]
    ) -> Refusal? {
        guard let first = refused.first?.refusal else { return nil }
        return Refusal(
            .rule, code: first.code, message: first.message,
            faults: refused.map {
                InputFault(
                    pointer: $0.pointer + $0.refusal.pointer, code: $0.refusal.code,
                    detail: $0.refusal.message.en)
            })
    }

    /// What follows from duties that were not discharged in time, with the names of the events.
    private static func events(
        raisedBy duties: [DutyStanding], role: Role, under policy: Policy
    ) -> [(event: EventRecord, name: String)] {
        duties.enumerated().compactMap { index, duty in
            let id = EventID(high: 1, low: UInt64(index) + 1)
            return duty.event(id, role: role, regime: policy.code)
                .map { ($0, "duty:\(duty.filing)") }
        }
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

    /// The party is nobody: it has no name, its id is never seen, and where no region is told it
    /// has its seat nowhere, so that no authority set anything for it.
    private static func party(_ calculation: Calculation, under policy: Policy) -> PartyRecord {
        PartyRecord(
            id: .none, kind: calculation.kind, name: .open(""), town: nil,
            region: calculation.region ?? RegionCode(""), regime: policy.code, identifiers: [],
            facts: calculation.facts)
    }

    /// The event as a record, with its share.
    ///
    /// - Throws: `Refusal` where the law shares no such event on the way that is told.
    static func record(
        _ event: Calculation.Event, number: Int, role: Role, under policy: Policy
    ) throws(Refusal) -> EventRecord {
        let reportedOn = event.reportedOn ?? event.occurredOn
        let record = EventRecord(
            id: EventID(high: 0, low: UInt64(number)), role: role, regime: policy.code,
            indicator: event.indicator, state: .confirmed, occurredOn: event.occurredOn,
            reportedOn: reportedOn, determinedOn: event.determinedOn ?? reportedOn,
            quantity: event.quantity, grades: event.grades, facts: event.facts,
            isVoluntaryDisclosure: event.isVoluntaryDisclosure, origin: nil, note: nil,
            evidence: [], reporter: .none, share: event.share)
        guard let way = event.via else { return record }
        guard let reached = record.reached(via: way, under: policy.procedure) else {
            throw .invalid([
                InputFault(
                    pointer: event.pointer + "/via", code: "event.reachesNobody",
                    detail: "By no law of the day does such an event reach a party on this way.")
            ])
        }
        return reached
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
