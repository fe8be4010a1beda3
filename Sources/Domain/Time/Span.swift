// SPDX-License-Identifier: Apache-2.0

/// When a fact took effect, as far as it is known: on one day, or somewhere between two.
///
/// A sponsor that stands in one edition of a register and not in the next left it after
/// `notBefore` and by `notAfter`. Nothing is invented: on the days strictly between the two the
/// fact may or may not hold, and an answer for such a day says so.
public struct Span: Hashable, Sendable, CustomStringConvertible {
    /// The last day on which the fact was certainly not yet so; nil when nothing is known of
    /// the time before.
    public let notBefore: CivilDate?
    /// The first day on which it is certainly so.
    public let notAfter: CivilDate

    /// Makes the span; nil when `notBefore` lies after `notAfter`.
    public init?(notBefore: CivilDate?, notAfter: CivilDate) {
        if let notBefore, notBefore > notAfter { return nil }
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// A fact dated to the day.
    public init(on day: CivilDate) {
        self.notBefore = day
        self.notAfter = day
    }

    /// What can be said of a day.
    public enum Verdict: Sendable, Hashable {
        /// Certainly not yet so.
        case no
        /// Perhaps so: the day lies inside the span.
        case perhaps
        /// Certainly so.
        case yes
    }

    /// Whether the fact had taken effect on `day`.
    public func verdict(on day: CivilDate) -> Verdict {
        if day >= notAfter { return .yes }
        guard let notBefore else { return .perhaps }
        return day <= notBefore ? .no : .perhaps
    }

    /// The days on which the verdict changes, in order.
    public var turningDays: [CivilDate] {
        guard let notBefore, notBefore < notAfter else { return [notAfter] }
        let firstPerhaps = notBefore.adding(days: 1)
        return firstPerhaps == notAfter ? [notAfter] : [firstPerhaps, notAfter]
    }

    /// `2020-07-27`, `2020-07-27…2020-10-29` or `…2020-07-27`.
    public var description: String {
        guard let notBefore else { return "…\(notAfter)" }
        return notBefore == notAfter ? "\(notAfter)" : "\(notBefore)…\(notAfter)"
    }
}
