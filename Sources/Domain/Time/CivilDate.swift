// SPDX-License-Identifier: Apache-2.0

/// A legal day: a date of the proleptic Gregorian calendar in the time zone of the regime,
/// without a clock and without a zone of its own.
///
/// Days from 1900-01-01 to 2999-12-31 exist; anything else is refused, because a date outside
/// that range in a register is a slip of the pen.
public struct CivilDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01; negative before it.
    public let daysSinceEpoch: Int32

    /// The first day that exists here, 1900-01-01.
    public static let earliest = CivilDate(unchecked: -25_567)
    /// The last day that exists here, 2999-12-31.
    public static let latest = CivilDate(unchecked: 376_199)

    private init(unchecked days: Int32) {
        self.daysSinceEpoch = days
    }

    /// Makes a date from days since 1970-01-01; nil outside 1900…2999.
    public init?(daysSinceEpoch days: Int) {
        guard days >= Int(Self.earliest.daysSinceEpoch), days <= Int(Self.latest.daysSinceEpoch)
        else { return nil }
        self.daysSinceEpoch = Int32(days)
    }

    /// Makes a date from its parts; nil when there is no such day (30 February) or it lies
    /// outside 1900…2999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1900...2999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.daysIn(month: month, year: year)
        else { return nil }
        // Days from civil: years run from March, so that a leap day ends the year.
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.daysSinceEpoch = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Reads `YYYY-MM-DD`, exactly ten ASCII characters; nil otherwise.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Year, month (1…12) and day (1…31).
    public var parts: (year: Int, month: Int, day: Int) {
        let shifted = Int(daysSinceEpoch) + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// `YYYY-MM-DD`.
    public var description: String {
        // Answers are full of days: digit by digit, not piece by piece.
        String(unsafeUninitializedCapacity: 10) { text in
            write(to: text)
            return 10
        }
    }

    /// Writes `YYYY-MM-DD` at the beginning of `text`.
    func write(to text: UnsafeMutableBufferPointer<UInt8>) {
        let (year, month, day) = parts
        Decimals.write(year, digits: 4, to: text, at: 0)
        text[4] = 0x2D
        Decimals.write(month, digits: 2, to: text, at: 5)
        text[7] = 0x2D
        Decimals.write(day, digits: 2, to: text, at: 8)
    }

    /// The day `days` later (earlier when negative), held within 1900…2999.
    public func adding(days: Int) -> CivilDate {
        let (first, last) = (Int(Self.earliest.daysSinceEpoch), Int(Self.latest.daysSinceEpoch))
        // More days than there are lead to the edge, and no sum of theirs overflows.
        let span = last - first
        let sum = Int(daysSinceEpoch) + min(max(days, -span), span)
        let clamped = min(max(sum, first), last)
        return CivilDate(unchecked: Int32(clamped))
    }

    /// More months than there are from the earliest day to the latest.
    private static let monthSpan = 1_100 * 12

    /// The same day `months` later; where that month is shorter, its last day
    /// (2024-02-29 + 12 months = 2025-02-28). Held within 1900…2999.
    public func adding(months: Int) -> CivilDate {
        let (year, month, day) = parts
        let total = year * 12 + month - 1 + min(max(months, -Self.monthSpan), Self.monthSpan)
        let newYear = total / 12
        let newMonth = total % 12 + 1
        let lastDay = Self.daysIn(month: newMonth, year: newYear)
        return CivilDate(year: newYear, month: newMonth, day: min(day, lastDay))
            ?? (months < 0 ? Self.earliest : Self.latest)
    }

    /// Days from `other` to this day; negative when this day is the earlier one.
    public func days(since other: CivilDate) -> Int {
        Int(daysSinceEpoch) - Int(other.daysSinceEpoch)
    }

    /// Orders by value.
    @inlinable
    public static func < (left: CivilDate, right: CivilDate) -> Bool {
        left.daysSinceEpoch < right.daysSinceEpoch
    }

    private static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard digit >= 0x30, digit <= 0x39 else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        return value
    }
}
