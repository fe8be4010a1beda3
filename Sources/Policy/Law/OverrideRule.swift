// SPDX-License-Identifier: Apache-2.0

public import Domain

/// When an override (直接判级) fixes, caps or holds up a band, and for how long.
///
/// - Source: the override's file in the pack.
public struct OverrideRule: Hashable, Sendable {
    /// What brings an override about.
    public enum Cause: Hashable, Sendable {
        /// A confirmed event of one of these indicators whose facts meet the condition.
        case event(indicators: [IndicatorCode], condition: Predicate?, holds: Holding)
        /// A condition on the party, as long as it holds.
        case party(Predicate)
        /// The result of an earlier period, throughout the period asked about.
        case previous(EarlierResult)
    }

    /// The time during which an event's override holds, from one of the event's days.
    public struct Holding: Hashable, Sendable {
        /// From which day the months are counted.
        public let anchor: Period.Anchor
        /// It begins so many months after that day; 0 for at once.
        public let afterMonths: Int
        /// It lasts so many months; nil for ever.
        public let months: Int?

        init(anchor: Period.Anchor, afterMonths: Int, months: Int?) {
            self.anchor = anchor
            self.afterMonths = afterMonths
            self.months = months
        }

        /// The days on which it holds; nil while the event lacks its anchor.
        public func validity(for event: EventDays) -> Validity? {
            guard let anchor = anchor.day(of: event) else { return nil }
            return Validity(
                from: anchor.adding(months: afterMonths),
                until: months.map { anchor.adding(months: afterMonths + $0) })
        }
    }

    /// The roles in which it can strike, sorted.
    public let roles: [Role]
    /// Whether it fixes the band, caps it or holds it up.
    public let effect: OverrideInForce.Effect
    /// The band it fixes, caps at or holds up to.
    public let band: BandCode
    /// What brings it about.
    public let cause: Cause

    init(roles: [Role], effect: OverrideInForce.Effect, band: BandCode, cause: Cause) {
        self.roles = roles
        self.effect = effect
        self.band = band
        self.cause = cause
    }
}
