// SPDX-License-Identifier: Apache-2.0

/// A code out of a regime or a register: short ASCII text that never changes its meaning.
public protocol Code: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The code as written.
    var text: String { get }
    /// Takes a code as written in a policy that was checked when it was loaded.
    init(_ text: String)
}

extension Code {
    /// The code as written.
    public var description: String { text }

    /// Orders by value.
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }

    /// Takes a code from outside: 1 to 80 letters, digits, `.`, `-`, `_`; nil otherwise.
    public init?(checking text: String) {
        guard (1...80).contains(text.utf8.count),
            text.utf8.allSatisfy({ byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
                default: false
                }
            })
        else { return nil }
        self.init(text)
    }
}

/// Which body of law: a pack's code.
public struct RegimeCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// A route of a regime that a voucher is accredited for.
public struct RouteCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// A band (信用等级) of a regime.
public struct BandCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// An indicator (指标): a coded kind of compliance event.
public struct IndicatorCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// An override (直接判级) of a regime.
public struct OverrideCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// A score of a regime beside the main one.
public struct ScoreCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// What a score gains or loses by no single event, as regained or carried over.
public struct AdjustmentCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// A paid service of a regime that is shown beside a band and is no grade.
public struct ServiceCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// What became of an undertaking.
public struct OutcomeCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// A group of indicators whose points are capped together.
public struct GroupCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// A table of a regime.
public struct TableCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// An assessment of a regime: how an event is weighed and what follows.
public struct AssessmentCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// A measure of an assessment.
public struct MeasureCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// A clock of a regime.
public struct ClockCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// A calendar of working days.
public struct CalendarCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// An authority (主管机关).
public struct AuthorityCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// A region or territory (辖区) by ISO 3166 code, `CN` or `CN-44`; a longer code lies within
/// each shorter one that it continues after a hyphen.
public struct RegionCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }

    /// Whether `other` is this region or lies within it.
    public func contains(_ other: RegionCode) -> Bool {
        other.text == text || other.text.hasPrefix(text + "-")
    }
}
