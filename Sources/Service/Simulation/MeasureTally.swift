// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
public import Policy
import Scoring

extension PolicySimulationAnswer {
    /// A kind of measure, and on whom it falls.
    public struct MeasureKey: Hashable, Sendable, Comparable {
        /// The kind.
        public let kind: MeasureRule.Kind
        /// On whom.
        public let bearer: MeasureRule.Bearer

        /// Orders as the law lists kinds, the party's own first.
        public static func < (left: MeasureKey, right: MeasureKey) -> Bool {
            left.rank < right.rank
        }

        private var rank: Int {
            let kinds = MeasureRule.Kind.allCases
            let bearers = MeasureRule.Bearer.allCases
            return (kinds.firstIndex(of: kind) ?? 0) * bearers.count
                + (bearers.firstIndex(of: bearer) ?? 0)
        }
    }

    /// How many measures there are, and what they come to where they are amounts.
    public struct MeasureSum: Hashable, Sendable {
        /// How many.
        public private(set) var count = 0
        /// The least and the most that they come to, in minor units; nil where none is an amount.
        public private(set) var amount: ClosedRange<Int64>?

        /// None.
        init() {}

        mutating func addOne() { count += 1 }

        mutating func add(_ size: Measure.Size) {
            switch size {
            case .amount(let money): add(money.minorUnits, money.minorUnits)
            case .range(let least, let most, _): add(least.minorUnits, most.minorUnits)
            case .none, .time, .timeRange, .permanent: break
            }
        }

        mutating func add(_ other: MeasureSum) {
            count += other.count
            if let amount = other.amount { add(amount.lowerBound, amount.upperBound) }
        }

        private mutating func add(_ least: Int64, _ most: Int64) {
            let sums = (
                (amount?.lowerBound ?? 0).addingReportingOverflow(least),
                (amount?.upperBound ?? 0).addingReportingOverflow(most)
            )
            // Beyond any money there is.
            guard !sums.0.overflow, !sums.1.overflow, sums.0.partialValue <= sums.1.partialValue
            else { return }
            amount = sums.0.partialValue...sums.1.partialValue
        }
    }

    /// Measures before and after.
    public struct MeasureChange: Hashable, Sendable {
        /// Under the version that it is held against.
        public internal(set) var before = MeasureSum()
        /// Under the version that is tried.
        public internal(set) var after = MeasureSum()

        mutating func add(_ other: MeasureChange) {
            before.add(other.before)
            after.add(other.after)
        }
    }
}

/// What measures follow from the events of a party in one role, under one version of the law.
///
/// Events that were determined on one day are one notice; those determined before are its history,
/// and the penalties of their notices count towards the most of a rolling time. Where the law puts
/// the measures of a notice together, the amount is what the notice imposes.
struct MeasureTally {
    private(set) var sums: [PolicySimulationAnswer.MeasureKey: PolicySimulationAnswer.MeasureSum] =
        [:]
    /// How many notices the law cannot weigh: it asks for a fact that nobody stated, for example.
    private(set) var failureCount = 0
    private var penalties: [AssessmentQuestion.EarlierPenalty] = []

    /// Assesses the notices of a party; those of which no event is `assessed` are history only.
    init(
        _ notices: NoticesInOrder, of party: PartyRecord, _ role: Role, under policy: Policy,
        assessed: Set<IndicatorCode>, known: KnownPrecedents
    ) {
        for notice in notices.all {
            guard notice.events.contains(where: { assessed.contains($0.indicator) }) else {
                continue
            }
            var question = AssessmentQuestion(
                party: party, role: role, history: Array(notice.earlier),
                events: Array(notice.events), earlierPenalties: penalties,
                determinedOn: notice.day)
            question.isExplained = false
            do {
                let found = try EventAssessor.assess(question, policy: policy, known: known)
                add(found, on: notice.day)
            } catch {
                failureCount += 1
            }
        }
    }

    private mutating func add(_ notice: NoticeAssessment, on day: CivilDate) {
        let summed = Set(notice.totals.map(\.kind))
        for measure in notice.assessments.flatMap(\.measures) where notice.imposes(measure) {
            let key = PolicySimulationAnswer.MeasureKey(
                kind: measure.kind, bearer: measure.bearer)
            sums[key, default: .init()].addOne()
            guard measure.bearer != .party || !summed.contains(measure.kind) else { continue }
            sums[key, default: .init()].add(measure.size)
        }
        for total in notice.totals {
            let key = PolicySimulationAnswer.MeasureKey(kind: total.kind, bearer: .party)
            sums[key, default: .init()].add(total.imposed)
            // Of a range nobody knows what was imposed.
            if total.kind == .penalty, case .amount(let money) = total.imposed {
                penalties.append(.init(determinedOn: day, amount: money))
            }
        }
    }
}

/// What a simulation says of the measures of a party in one role.
enum MeasuresOfParty {
    typealias Answer = PolicySimulationAnswer

    /// Neither version weighs any of its events.
    case nothing
    /// The same follow under both versions, and nobody asked for them.
    case leftOut
    /// What follows under both, and how many notices cannot be weighed.
    case told([Answer.MeasureKey: Answer.MeasureChange], failureCount: Int)
}

/// The events of a party in one role in the order in which they were determined.
struct NoticesInOrder {
    /// Events that were determined on one day, and all those before.
    typealias Notice = (
        day: CivilDate, events: ArraySlice<EventRecord>, earlier: ArraySlice<EventRecord>
    )

    let all: [Notice]

    init(_ events: [EventRecord]) {
        let inOrder = events.sorted {
            (Self.day(of: $0), $0.occurredOn, $0.id) < (Self.day(of: $1), $1.occurredOn, $1.id)
        }
        var all: [Notice] = []
        var start = inOrder.startIndex
        while start < inOrder.endIndex {
            let day = Self.day(of: inOrder[start])
            let end = inOrder[start...].firstIndex { Self.day(of: $0) != day } ?? inOrder.endIndex
            all.append((day, inOrder[start..<end], inOrder[..<start]))
            start = end
        }
        self.all = all
    }

    /// The day by which events are put into notices.
    static func day(of event: EventRecord) -> CivilDate {
        event.determinedOn ?? event.reportedOn
    }
}

extension PolicyComparison {
    /// What measures follow from the events of a party in one role under both versions.
    ///
    /// What the law makes of them rests on nothing but the party's own events in that role. Where
    /// the versions differ in none of these, they are weighed once, if at all; where they differ in
    /// one, all are weighed twice, for it may be the history of the others.
    func measures(of dossier: Dossier, _ role: Role) -> MeasuresOfParty {
        let indicators = dossier.tally.groups.keys.lazy.filter { $0.role == role }
            .map(\.indicator)
        guard indicators.contains(where: { assessed.contains($0) }) else { return .nothing }
        let law = policies.standing(in: dossier.party.region)
        let isTouched = law.measures.touches(indicators)
        guard isTouched || withAllMeasures else { return .leftOut }
        let notices = NoticesInOrder(
            dossier.tally.supposedEvents.filter {
                $0.role == role && $0.state == .confirmed && $0.regime == draft.code
                    && NoticesInOrder.day(of: $0) <= asOf
            })
        func tally(_ policy: Policy, _ known: KnownPrecedents) -> MeasureTally {
            MeasureTally(
                notices, of: dossier.party, role, under: policy, assessed: assessed, known: known)
        }
        let known = KnownPrecedents()
        let before = tally(law.first, known)
        let after =
            isTouched
            ? tally(law.second, law.knowEventsAlike ? known : KnownPrecedents()) : before
        var changes: [MeasuresOfParty.Answer.MeasureKey: MeasuresOfParty.Answer.MeasureChange] = [:]
        for (key, sum) in before.sums { changes[key, default: .init()].before = sum }
        for (key, sum) in after.sums { changes[key, default: .init()].after = sum }
        return .told(changes, failureCount: before.failureCount + after.failureCount)
    }

    /// The indicators whose events a version weighs, on any day.
    static func assessed(by policies: [Policy]) -> Set<IndicatorCode> {
        var codes: Set<IndicatorCode> = []
        for policy in policies {
            for rule in policy.assessments.values.flatMap(\.rule.values).map(\.value) {
                codes.formUnion(
                    rule.indicators.isEmpty ? Array(policy.indicators.keys) : rule.indicators)
            }
        }
        return codes
    }
}
