// SPDX-License-Identifier: Apache-2.0

public import Domain
import Policy
import Scoring

/// A bar against the party asked about that stands in no register: somebody tells of it, or it
/// follows from the events that are told.
public struct OwnBar: Hashable, Sendable {
    /// The first day of the bar.
    public let from: CivilDate
    /// The first day on which it is over; nil while without end.
    public let until: CivilDate?
    /// Where it is written, or who tells of it.
    public let source: String

    /// The bar of an earlier notice.
    public init(determinedOn: CivilDate, until: CivilDate) {
        from = determinedOn
        self.until = until
        source = "What is told: the notice of \(determinedOn)"
    }

    /// A bar that stands among those of related parties; nil where it is of another party.
    init?(_ told: Nomination.TiedBar) {
        guard told.party == Nomination.asked else { return nil }
        from = told.from
        until = told.until
        source = "What is told: a bar against the party asked about"
    }

    init(_ days: Validity, source: String) {
        from = days.from
        until = days.until
        self.source = source
    }

    /// Whether it is in force on a day.
    public func isInForce(on day: CivilDate) -> Bool {
        from <= day && until.map { day < $0 } ?? true
    }
}

/// What the measures of a case or a calculation mean for its answer: bars against the party, and
/// bands to which it is lowered.
///
/// Those count that follow from confirmed events and fall on the party. A measure whose length an
/// officer has yet to choose, or whose first day is not known, does not count.
///
/// - Source: the assessments and `notices.yaml` of the pack.
public struct OwnMeasures: Sendable {
    /// The bars.
    public let bars: [OwnBar]
    /// The bands to which the party is lowered.
    public let lowered: [LoweredBand]

    private init(bars: [OwnBar], lowered: [LoweredBand]) {
        self.bars = bars
        self.lowered = lowered
    }

    /// Takes from a notice about confirmed events what matters, beside the bars of earlier ones.
    public init(of notice: NoticeAssessment, role: Role, earlier: [OwnBar]) {
        bars = earlier + notice.bars
        lowered = notice.lowered(role)
    }

    /// Assesses the confirmed events of `question`, where the law has measures that matter.
    ///
    /// Where too little is told to say what follows, nothing does: a case about a rating need not
    /// tell what only a measure would ask for.
    init(of question: AssessmentQuestion, policy: Policy, earlier: [OwnBar]) {
        let events = question.events.filter { $0.state == .confirmed }
        guard policy.barsOrLowers, !events.isEmpty,
            let notice = try? EventAssessor.assess(question.about(events), policy: policy)
        else {
            self.init(bars: earlier, lowered: [])
            return
        }
        self.init(of: notice, role: question.role, earlier: earlier)
    }
}

extension NoticeAssessment {
    /// What falls on the party, but for what is not imposed because a graver measure is.
    private func measures(_ kind: MeasureRule.Kind) -> [(event: EventID, measure: Measure)] {
        guard !outdone.contains(kind) else { return [] }
        return assessments.flatMap { assessment in
            assessment.measures.filter { $0.kind == kind && $0.bearer == .party }
                .map { (assessment.event, $0) }
        }
    }

    /// What is imposed in all where the law puts bars together, else each bar.
    fileprivate var bars: [OwnBar] {
        let bars = measures(.bar).map(\.measure)
        if let total = totals.first(where: { $0.kind == .bar }), !total.imposed.isOpenTime {
            var sources: [String] = []
            for bar in bars where !sources.contains(bar.source) { sources.append(bar.source) }
            return total.from.flatMap { Validity(from: $0, until: total.until) }
                .map { [OwnBar($0, source: sources.joined(separator: "; "))] } ?? []
        }
        return bars.compactMap { bar in bar.days.map { OwnBar($0, source: bar.source) } }
    }

    fileprivate func lowered(_ role: Role) -> [LoweredBand] {
        measures(.downgrade).compactMap { event, measure in
            guard let band = measure.band, let days = measure.days else { return nil }
            return LoweredBand(
                code: measure.code, title: measure.title, to: band, of: event, role: role,
                during: days, source: measure.source)
        }
    }
}

extension Measure {
    /// The days on which it holds; nil where they are not known.
    fileprivate var days: Validity? {
        size.isOpenTime ? nil : from.flatMap { Validity(from: $0, until: until) }
    }
}

extension Measure.Size {
    fileprivate var isOpenTime: Bool { if case .timeRange = self { true } else { false } }
}

extension Policy {
    /// Whether one of its assessments may bar a party or lower its band.
    fileprivate var barsOrLowers: Bool {
        assessments.values.contains { assessment in
            assessment.rule.values.contains { value in
                value.value.measures.contains { $0.kind == .bar || $0.band != nil }
            }
        }
    }
}
