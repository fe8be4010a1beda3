// SPDX-License-Identifier: Apache-2.0

public import Domain

/// Which version of a rule an event is judged by, for each kind of rule.
///
/// - Source: `regime.yaml` of the pack.
public struct WhichLaw: Hashable, Sendable {
    /// One kind of rule.
    public enum Choice: String, Hashable, Sendable, CaseIterable {
        /// The version in force on the day the event happened (行为时).
        case act
        /// The version in force on the day of the determination (决定时).
        case decision
        /// Of the two the one that costs the party less (从轻); of the same cost, that of the act.
        case milder
    }

    /// The indicators.
    public let indicators: Choice
    /// The assessments, with the tables they ask.
    public let assessments: Choice
    /// The amounts of units.
    public let units: Choice
    /// The overrides that an event brings about.
    public let overrides: Choice

    /// Every event by the law of the day it happened.
    static let act = WhichLaw()

    init(
        indicators: Choice = .act, assessments: Choice = .act, units: Choice = .act,
        overrides: Choice = .act
    ) {
        self.indicators = indicators
        self.assessments = assessments
        self.units = units
        self.overrides = overrides
    }
}

extension Dated {
    /// The value in force on `day`, or where none is any longer, the last before it.
    ///
    /// What was done under a rule is judged by the last it said, after it was repealed.
    ///
    /// - Throws: `PolicyError.notInForce` where none had begun.
    public func lastValue(on day: CivilDate) throws(PolicyError) -> DatedValue<Value> {
        guard let value = values.last(where: { $0.validity.from <= day }) else {
            throw .notInForce(parameter, on: day)
        }
        return value
    }
    /// The value by which a later day judges what was done on an earlier one: that in force on the
    /// later, or where none is any longer, the last since the act; nil where there was none.
    package func judging(since act: CivilDate, on decision: CivilDate) -> DatedValue<Value>? {
        values.last { value in
            value.validity.from <= decision && value.validity.until.map { $0 > act } ?? true
        }
    }
}

extension DatedValue {
    /// The last day up to `day` on which it is in force: what it asks for is in force as well.
    package func lastDay(upTo day: CivilDate) -> CivilDate {
        validity.until.map { min(day, $0.adding(days: -1)) } ?? day
    }
}
