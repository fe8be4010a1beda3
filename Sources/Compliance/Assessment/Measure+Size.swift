// SPDX-License-Identifier: Apache-2.0

public import Domain
import Policy

extension Measure.Size {
    /// No time is longer, in whatever unit.
    static let timeMaximum = 36_500

    /// The days on which something of this size holds that begins on a day; what has no end, or
    /// whose end nobody knows, has no `until`.
    func days(from: CivilDate) -> (from: CivilDate, until: CivilDate?) {
        switch self {
        case .time(let count, let unit): (from, from.adding(count, unit))
        case .none, .amount, .range, .timeRange, .permanent: (from, nil)
        }
    }

    /// The size as JSON: an amount, two amounts, a count of its unit, `permanent`, or `null`.
    ///
    /// - Source: none; it only writes the size down.
    public var json: JSONValue {
        switch self {
        case .none: .null
        case .amount(let money): Self.json(money)
        case .range(let least, let most, let guideline):
            .object(present: [
                ("atLeast", Self.json(least)), ("atMost", Self.json(most)),
                ("guideline", guideline.map(Self.json)),
            ])
        case .time(let count, let unit): .object([.init(unit.rawValue, .integer(Int64(count)))])
        case .timeRange(let range):
            .object(present: [
                ("unit", .string(range.unit.rawValue)), ("atLeast", .integer(Int64(range.least))),
                ("atMost", range.most.map { .integer(Int64($0)) } ?? "permanent"),
                ("guideline", range.guideline.map { .integer(Int64($0)) }),
            ])
        case .permanent: "permanent"
        }
    }

    private static func json(_ money: Money) -> JSONValue {
        ["amount": .string(money.amount), "currency": .string(money.currency)]
    }
}

extension CivilDate {
    /// The same day so many calendar years or months later, or so many days later.
    func adding(_ count: Int, _ unit: LawTable.Result) -> CivilDate {
        switch unit {
        case .years: adding(months: count * 12)
        case .months: adding(months: count)
        case .days: adding(days: count)
        case .money, .points, .percent: self
        }
    }
}
