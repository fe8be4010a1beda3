// SPDX-License-Identifier: Apache-2.0

/// A table of points by which nominees are measured.
public struct NomineePointsCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// One item of such a table, as education.
public struct NomineeItemCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// The class that a nominee reaches by points, as A; not a band of whoever vouches.
public struct NomineeBandCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// A document that a route asks for.
public struct DocumentCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// An exemption from the test of the labour market.
public struct ExemptionCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// What a route asks of nominee and party by name, as `leastWage`.
public struct RequirementCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// What a green channel opens, as `greenChannel`.
public struct PrivilegeCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}
