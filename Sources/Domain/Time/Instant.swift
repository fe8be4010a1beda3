// SPDX-License-Identifier: Apache-2.0

/// A moment in UTC, to the microsecond: when something was recorded or asked.
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public let microsecondsSinceEpoch: Int64

    /// Makes an instant from microseconds since 1970-01-01T00:00:00Z.
    public init(microsecondsSinceEpoch: Int64) {
        self.microsecondsSinceEpoch = microsecondsSinceEpoch
    }

    /// Reads RFC 3339 in UTC, `2026-11-23T08:30:00Z` with up to six decimals; nil otherwise.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 27, bytes[10] == 0x54, bytes.last == 0x5A,
            bytes[13] == 0x3A, bytes[16] == 0x3A,
            let date = CivilDate(String(decoding: bytes[0..<10], as: UTF8.self)),
            let hour = Self.number(bytes[11..<13]), hour < 24,
            let minute = Self.number(bytes[14..<16]), minute < 60,
            let second = Self.number(bytes[17..<19]), second < 60
        else { return nil }
        var fraction: Int64 = 0
        if bytes.count > 20 {
            let digits = bytes[20..<(bytes.count - 1)]
            guard bytes[19] == 0x2E, !digits.isEmpty, let value = Self.number(digits) else {
                return nil
            }
            fraction = value
            for _ in digits.count..<6 { fraction *= 10 }
        }
        let seconds =
            Int64(date.daysSinceEpoch) * 86_400 + hour * 3_600 + minute * 60 + second
        self.microsecondsSinceEpoch = seconds * 1_000_000 + fraction
    }

    /// RFC 3339 in UTC with six decimals, `2026-11-23T08:30:00.000000Z`.
    public var description: String {
        let (seconds, microseconds) = Self.floorDivide(microsecondsSinceEpoch, 1_000_000)
        let (days, secondOfDay) = Self.floorDivide(seconds, 86_400)
        let date = CivilDate(daysSinceEpoch: Int(days)) ?? (days < 0 ? .earliest : .latest)
        let second = Int(secondOfDay)
        return String(unsafeUninitializedCapacity: 27) { text in
            date.write(to: text)
            text[10] = 0x54
            Decimals.write(second / 3_600, digits: 2, to: text, at: 11)
            text[13] = 0x3A
            Decimals.write(second / 60 % 60, digits: 2, to: text, at: 14)
            text[16] = 0x3A
            Decimals.write(second % 60, digits: 2, to: text, at: 17)
            text[19] = 0x2E
            Decimals.write(Int(microseconds), digits: 6, to: text, at: 20)
            text[26] = 0x5A
            return 27
        }
    }

    /// The legal day at this instant in a zone `offsetMinutes` east of UTC.
    public func day(offsetMinutes: Int) -> CivilDate {
        let shifted = microsecondsSinceEpoch + Int64(offsetMinutes) * 60_000_000
        let days = Self.floorDivide(shifted, 86_400_000_000).quotient
        return CivilDate(daysSinceEpoch: Int(days)) ?? (days < 0 ? .earliest : .latest)
    }

    /// The instant `microseconds` later.
    public func adding(microseconds: Int64) -> Instant {
        Instant(microsecondsSinceEpoch: microsecondsSinceEpoch + microseconds)
    }

    /// Orders by value.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.microsecondsSinceEpoch < right.microsecondsSinceEpoch
    }

    private static func floorDivide(
        _ value: Int64, _ divisor: Int64
    ) -> (
        quotient: Int64, remainder: Int64
    ) {
        let remainder = ((value % divisor) + divisor) % divisor
        return ((value - remainder) / divisor, remainder)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        var value: Int64 = 0
        for digit in digits {
            guard digit >= 0x30, digit <= 0x39 else { return nil }
            value = value * 10 + Int64(digit - 0x30)
        }
        return value
    }
}
