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
        /// How long it lasts from the day on which it begins.
        public enum Length: Hashable, Sendable {
            /// For ever.
            case forEver
            /// So many months.
            case months(Int)
            /// So many days.
            case days(Int)
            /// To the end of a period of the calendar: 0 for that of the day, 1 for the next.
            case endOf(CivilPeriod, later: Int)
        }

        /// From which day the time is counted.
        public let anchor: Period.Anchor
        /// It begins so many months after that day; 0 for at once.
        public let afterMonths: Int
        /// How long it lasts.
        public let length: Length

        init(anchor: Period.Anchor, afterMonths: Int, length: Length) {
            self.anchor = anchor
            self.afterMonths = afterMonths
            self.length = length
        }

        /// The days on which it holds; nil while the event lacks its anchor.
        public func validity(for event: EventDays) -> Validity? {
            guard let anchor = anchor.day(of: event) else { return nil }
            return Validity(from: anchor.adding(months: afterMonths), until: end(from: anchor))
        }

        /// The first day on which it no longer holds, counted from a day; nil where it holds for
        /// ever.
        func end(from anchor: CivilDate) -> CivilDate? {
            switch length {
            case .forEver: nil
            // Months that follow each other are counted from one day.
            case .months(let count): anchor.adding(months: afterMonths + count)
            case .days(let count): anchor.adding(months: afterMonths).adding(days: count)
            case .endOf(let period, let later):
                period.next(after: anchor.adding(months: afterMonths))
                    .adding(months: later * period.months)
            }
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
