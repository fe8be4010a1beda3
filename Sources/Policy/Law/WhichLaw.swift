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

    /// Every event by the law of the day it happened.
    static let act = WhichLaw(indicators: .act)

    init(indicators: Choice) { self.indicators = indicators }
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
}
