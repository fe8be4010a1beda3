// SPDX-License-Identifier: Apache-2.0

public import Domain

/// How old a test of the labour market may be.
///
/// - Source: `notOlderThan` of a route's `labourMarketTest`.
public struct MarketTestAge: Hashable, Sendable {
    /// The day from which its age is counted.
    public enum Anchor: String, Hashable, Sendable, CaseIterable {
        /// On which the posts were advertised.
        case advertisedOn
        /// From which on they were advertised no more.
        case closedOn
    }

    /// On how many days after that day it still counts; the last one is in time.
    public let days: Int
    /// From which day.
    public let anchor: Anchor

    init(days: Int, anchor: Anchor) {
        self.days = days
        self.anchor = anchor
    }

    /// The first day on which a test no longer counts; nil while it is open and its age is counted
    /// from its close, and when the day was not told.
    public func end(of test: Nomination.MarketTest) -> CivilDate? {
        switch anchor {
        case .advertisedOn: test.advertisedOn?.adding(days: days + 1)
        case .closedOn: test.closedOn?.adding(days: days + 1)
        }
    }

    /// Whether enough was told of a test to know its age.
    public func isTold(of test: Nomination.MarketTest) -> Bool {
        test.advertisedOn != nil || (anchor == .closedOn && test.closedOn != nil)
    }
}
