// SPDX-License-Identifier: Apache-2.0

/// A kind of proceeding of a regime, as a penalty case.
public struct ProceedingCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// A state that a proceeding can be in.
public struct StateCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// A move from one state of a proceeding to another, as `serve`.
public struct MoveCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// A duty of a regime: who owes what by when.
public struct DutyCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// A way of a regime in which what an event did to a party's credit is repaired (信用修复).
public struct RepairCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// A rule of a regime on how long an event is displayed to the public (公示期).
public struct DisplayCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// A unit of a regime in which its amounts are told, such as a penalty unit.
public struct UnitCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// A rule of a regime on who shares what an event brings (连带责任).
public struct SharingCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}
