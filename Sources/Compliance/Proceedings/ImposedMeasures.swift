// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// The measures of one notice as sanctions: of the kinds that the law puts together one each, and
/// of the others one for each event.
struct ImposedMeasures {
    /// The measures, in the order of the law.
    private(set) var measures: [ImposedMeasure] = []
    /// A measure whose size an officer has yet to decide; nil where there is none.
    private(set) var undecided: (measure: MeasureCode, event: EventID)?

    init(_ notice: NoticeAssessment, on day: CivilDate) {
        let all = notice.assessments.flatMap { assessment in
            assessment.measures.filter(notice.imposes).map { (assessment.event, $0) }
        }
        undecided = all.first { $0.1.size.isOpen }.map { ($0.1.code, $0.0) }
        let summed = Set(notice.totals.map(\.kind))
        for total in notice.totals where !notice.outdone.contains(total.kind) {
            let parts = all.filter { $0.1.kind == total.kind && $0.1.bearer == .party }
            guard let first = parts.first else { continue }
            measures.append(
                ImposedMeasure(
                    kind: total.kind, bearer: .party, size: SanctionSize(total.imposed),
                    band: first.1.band, from: total.from ?? day, until: total.until,
                    shownUntil: total.shownUntil,
                    isPublished: parts.contains { $0.1.isPublished },
                    provision: Self.provision(of: parts.map(\.1)), events: parts.map(\.0)))
        }
        for (event, measure) in all
        where measure.bearer != .party || !summed.contains(measure.kind) {
            measures.append(
                ImposedMeasure(
                    kind: measure.kind, bearer: measure.bearer,
                    size: SanctionSize(measure.size), band: measure.band,
                    from: measure.from ?? day, until: measure.until,
                    shownUntil: measure.shownUntil, isPublished: measure.isPublished,
                    provision: measure.source, events: [event]))
        }
    }

    /// What the measures rest on, each once.
    private static func provision(of measures: [Measure]) -> String {
        var sources: [String] = []
        for measure in measures where !sources.contains(measure.source) {
            sources.append(measure.source)
        }
        return sources.joined(separator: "; ")
    }
}

extension Measure.Size {
    /// Whether an officer has yet to say how large it is.
    fileprivate var isOpen: Bool {
        switch self {
        case .range, .timeRange: true
        case .none, .amount, .time, .permanent: false
        }
    }
}

extension SanctionSize {
    /// The size of a measure as the register keeps it.
    fileprivate init(_ size: Measure.Size) {
        switch size {
        case .none: self = .none
        case .amount(let money): self = .amount(money)
        case .range(let least, let most, _): self = .amounts(least, most)
        case .time(let count, let unit): self = .time(count, SanctionTimeUnit(unit))
        case .timeRange(let range):
            self = .times(range.least, range.most, SanctionTimeUnit(range.unit))
        case .permanent: self = .permanent
        }
    }
}

extension SanctionTimeUnit {
    /// The unit of a table's result that is a time.
    fileprivate init(_ unit: LawTable.Result) {
        guard let unit = SanctionTimeUnit(rawValue: unit.rawValue) else {
            preconditionFailure("The loader takes for a time years, months and days only.")
        }
        self = unit
    }
}
