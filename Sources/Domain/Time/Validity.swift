// SPDX-License-Identifier: Apache-2.0

/// A half-open interval of legal days, `[from, until)`; without `until` it has no end.
public struct Validity: Hashable, Sendable {
    /// The first day in force.
    public let from: CivilDate
    /// The first day no longer in force; nil while open.
    public let until: CivilDate?

    /// Makes `[from, until)`; nil when it would hold no day.
    public init?(from: CivilDate, until: CivilDate? = nil) {
        if let until, until <= from { return nil }
        self.from = from
        self.until = until
    }

    /// Whether `day` lies within.
    @inlinable
    public func contains(_ day: CivilDate) -> Bool {
        guard day >= from else { return false }
        guard let until else { return true }
        return day < until
    }

    /// Whether a day exists that lies in both.
    public func overlaps(_ other: Validity) -> Bool {
        let startsBeforeOtherEnds = other.until.map { from < $0 } ?? true
        let otherStartsBeforeEnd = until.map { other.from < $0 } ?? true
        return startsBeforeOtherEnds && otherStartsBeforeEnd
    }
}
