// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

/// Which of two assessments of one event bears less heavily (从轻).
///
/// A justified event bears nothing. Else the gravest kind of measure decides in which they differ,
/// from revocation down to warning: first what follows, then what may be imposed besides. Of one
/// kind, none is milder than any, then the lower most, then the lower least: of amounts added up,
/// of the longest time, of the worst band. Where the measures are the same, the lower weight is
/// milder. Where all is the same, or like cannot be compared with like, the law of the act applies.
struct MilderAssessment {
    /// That of the act, or that of the decision.
    let choice: WhichLaw.Choice
    /// What decided: a kind of measure, `justification`, `points`, `same` or `notComparable`.
    let reason: String

    init(
        _ ofAct: Assessment, _ ofDecision: Assessment, determinedOn: CivilDate, _ policy: Policy
    ) {
        let left = ofAct.justification != nil
        let right = ofDecision.justification != nil
        guard left == right else {
            choice = left ? .act : .decision
            reason = "justification"
            return
        }
        let scale = try? policy.bands(on: determinedOn).value
        for measures in [\Assessment.measures, \Assessment.allowed] {
            for kind in MeasureRule.Kind.allCases.reversed() {
                func burden(_ assessment: Assessment) -> MeasureBurden? {
                    MeasureBurden(
                        of: assessment[keyPath: measures].filter { $0.kind == kind },
                        from: determinedOn, scale)
                }
                guard let one = burden(ofAct), let other = burden(ofDecision),
                    one.isComparable(with: other)
                else {
                    choice = .act
                    reason = "notComparable"
                    return
                }
                guard one == other else {
                    choice = other < one ? .decision : .act
                    reason = kind.rawValue
                    return
                }
            }
        }
        let weights = [ofAct, ofDecision].map { $0.points.thousandths.magnitude }
        choice = weights[1] < weights[0] ? .decision : .act
        reason = weights[0] == weights[1] ? "same" : "points"
    }
}

/// How heavily the measures of one kind bear.
private struct MeasureBurden: Comparable {
    /// What it is measured in.
    private enum Scale: Equatable {
        case nothing
        case number
        case money
        case time
    }

    private var scale = Scale.nothing
    /// The most and the least.
    private var most: Int128 = 0
    private var least: Int128 = 0
    /// The worst band to which the party is lowered, 0 for the best; -1 for none.
    private var band = -1

    /// Nil where they cannot be put together.
    init?(of measures: [Measure], from day: CivilDate, _ bands: BandScale?) {
        var scales: [Scale] = []
        for measure in measures {
            switch measure.size {
            case .none:
                scales.append(.number)
                (most, least) = (most + 1, least + 1)
            case .amount(let money):
                scales.append(.money)
                add(money, money)
            case .range(let lower, let upper, _):
                scales.append(.money)
                add(lower, upper)
            case .time(let count, let unit):
                scales.append(.time)
                let days = Int128(day.adding(count, unit).days(since: day))
                (most, least) = (max(most, days), max(least, days))
            case .timeRange(let range):
                scales.append(.time)
                let lower = Int128(day.adding(range.least, range.unit).days(since: day))
                let upper = range.most.map {
                    Int128(day.adding($0, range.unit).days(since: day))
                }
                (most, least) = (max(most, upper ?? .max), max(least, lower))
            case .permanent:
                scales.append(.time)
                (most, least) = (.max, .max)
            }
            if let code = measure.band {
                guard let rank = bands?.rank(of: code) else { return nil }
                band = max(band, rank)
            }
        }
        guard let first = scales.first else { return }
        guard scales.allSatisfy({ $0 == first }) else { return nil }
        scale = first
    }

    private mutating func add(_ lower: Money, _ upper: Money) {
        least += Int128(lower.minorUnits)
        most += Int128(upper.minorUnits)
    }

    func isComparable(with other: Self) -> Bool {
        scale == other.scale || scale == .nothing || other.scale == .nothing
    }

    static func < (left: Self, right: Self) -> Bool {
        if (left.scale == .nothing) != (right.scale == .nothing) { return left.scale == .nothing }
        if left.most != right.most { return left.most < right.most }
        return left.least != right.least ? left.least < right.least : left.band < right.band
    }
}
