// SPDX-License-Identifier: Apache-2.0

/// A parameter of a regime that an authority may leave to those below it (授权事项).
public struct DelegationCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}

/// What an authority sets of the parameters that are left to it (地方规定).
public struct OverlayCode: Code {
    /// The code as written.
    public let text: String
    /// Takes a checked code.
    public init(_ text: String) { self.text = text }
}
