// SPDX-License-Identifier: Apache-2.0

/// A UUIDv7 that knows what it identifies, so that a party's id cannot stand for an event's.
public struct TypedID<Subject>: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The first eight bytes, big-endian.
    public let high: UInt64
    /// The last eight bytes, big-endian.
    public let low: UInt64

    /// Makes an id from its sixteen bytes as two halves.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Makes a UUIDv7 from milliseconds since 1970 and 74 of the random bits.
    ///
    /// - Source: RFC 9562 §5.7.
    public init(millisecondsSinceEpoch: UInt64, random: (UInt64, UInt64)) {
        self.high = millisecondsSinceEpoch << 16 | 0x7000 | random.0 & 0x0FFF
        self.low = 0x8000_0000_0000_0000 | random.1 & 0x3FFF_FFFF_FFFF_FFFF
    }

    /// Reads the usual 36 characters, in either case; nil otherwise.
    public init?(_ text: some StringProtocol) {
        var halves: (UInt64, UInt64) = (0, 0)
        var digits = 0
        var position = 0
        for byte in text.utf8 {
            defer { position += 1 }
            if position == 8 || position == 13 || position == 18 || position == 23 {
                guard byte == 0x2D else { return nil }
                continue
            }
            guard let digit = Hexadecimal.value(of: byte) else { return nil }
            if digits < 16 {
                halves.0 = halves.0 << 4 | UInt64(digit)
            } else {
                halves.1 = halves.1 << 4 | UInt64(digit)
            }
            digits += 1
        }
        guard position == 36 else { return nil }
        self.init(high: halves.0, low: halves.1)
    }

    /// The usual 36 characters in lower case.
    public var description: String {
        String(unsafeUninitializedCapacity: 36) { text in
            var place = 0
            for index in 0..<16 {
                if index == 4 || index == 6 || index == 8 || index == 10 {
                    text[place] = 0x2D
                    place += 1
                }
                let half = index < 8 ? high : low
                let byte = UInt8(truncatingIfNeeded: half >> UInt64(56 - index % 8 * 8))
                text[place] = Hexadecimal.digit(byte >> 4)
                text[place + 1] = Hexadecimal.digit(byte & 0x0F)
                place += 2
            }
            return place
        }
    }

    /// Orders by value.
    public static func < (left: TypedID, right: TypedID) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }
}

/// What a `PartyID` identifies.
public enum PartySubject {}
/// What an `AccreditationID` identifies.
public enum AccreditationSubject {}
/// What an `EventID` identifies.
public enum EventSubject {}
/// What a `RelationID` identifies.
public enum RelationSubject {}
/// What an `UndertakingID` identifies.
public enum UndertakingSubject {}
/// What a `SanctionID` identifies.
public enum SanctionSubject {}
/// What a `ProceedingID` identifies.
public enum ProceedingSubject {}
/// What a `DutyID` identifies.
public enum DutySubject {}
/// What a `TokenID` identifies.
public enum TokenSubject {}
/// What a `TextID` identifies.
public enum TextSubject {}
/// What a `RecordID` identifies: a record of any kind.
public enum RecordSubject {}

/// The id of a party.
public typealias PartyID = TypedID<PartySubject>
/// The id of an accreditation.
public typealias AccreditationID = TypedID<AccreditationSubject>
/// The id of a compliance event.
public typealias EventID = TypedID<EventSubject>
/// The id of a service token, and so of the principal that holds it.
public typealias TokenID = TypedID<TokenSubject>
/// The id of a sealed personal text.
public typealias TextID = TypedID<TextSubject>
/// The id of a relation between two parties.
public typealias RelationID = TypedID<RelationSubject>
/// The id of an undertaking.
public typealias UndertakingID = TypedID<UndertakingSubject>
/// The id of a sanction.
public typealias SanctionID = TypedID<SanctionSubject>
/// The id of a proceeding: a case, an application, an objection or a repair.
public typealias ProceedingID = TypedID<ProceedingSubject>
/// The id of a duty that a party owes or owed.
public typealias DutyID = TypedID<DutySubject>
/// The id of a record whose kind is told by what stands beside it.
public typealias RecordID = TypedID<RecordSubject>

extension TypedID where Subject == RecordSubject {
    /// The same id, without what it identifies.
    public init<Known>(_ id: TypedID<Known>) {
        self.init(high: id.high, low: id.low)
    }

    /// The same id, for a record that is known to be of this kind.
    public func of<Known>(_ subject: Known.Type) -> TypedID<Known> {
        TypedID<Known>(high: high, low: low)
    }
}
