// SPDX-License-Identifier: Apache-2.0

/// What the fast check needs of a duty: from when to when it is overdue.
public struct StandingDuty: Hashable, Sendable {
    /// Which duty of the regime.
    public let duty: DutyCode
    /// The last day on which it is in time.
    public let lastDay: CivilDate
    /// The day on which it was settled; nil while it is not.
    public let until: CivilDate?

    /// Notes a last day.
    public init(duty: DutyCode, lastDay: CivilDate, until: CivilDate? = nil) {
        self.duty = duty
        self.lastDay = lastDay
        self.until = until
    }

    /// Whether it is overdue on a day.
    public func isOverdue(on day: CivilDate) -> Bool {
        lastDay < day && until.map { day < $0 } ?? true
    }

    var json: JSONValue {
        .object(present: [
            ("duty", JSONValue(text: duty)), ("lastDay", JSONValue(text: lastDay)),
            ("until", until.map { JSONValue(text: $0) }),
        ])
    }
}
