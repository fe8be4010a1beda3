// SPDX-License-Identifier: Apache-2.0

package import Domain

/// How many of the last periods of the calendar that are over ended so.
///
/// - Source: a condition in the pack.
public struct EarlierResults: Hashable, Sendable {
    /// What counts, as it is told of the last period.
    public let result: EarlierResult
    /// Of so many periods, the last that is over among them.
    public let periodCount: Int
    /// Whether a period that ended otherwise, or has no result, ends the count.
    public let isRunning: Bool
    /// The fact of the party, a day, from which on its periods have results; nil where they have
    /// from its first confirmed event on.
    public let since: String?

    init(result: EarlierResult, periodCount: Int, isRunning: Bool, since: String?) {
        self.result = result
        self.periodCount = periodCount
        self.isRunning = isRunning
        self.since = since
    }
}

extension CivilPeriod {
    /// The last day of the period so many back, 1 being the last that is over on `day`; nil where
    /// there is none before the earliest day.
    package func lastDay(_ back: Int, before day: CivilDate) -> CivilDate? {
        let next = start(of: day).adding(months: -(back - 1) * months)
        return next > .earliest ? next.adding(days: -1) : nil
    }
}
