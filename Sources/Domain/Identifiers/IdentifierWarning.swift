// SPDX-License-Identifier: Apache-2.0

/// Something odd about an identifier that is accepted all the same.
///
/// Some codes that were really issued fail their check characters, so the
/// register warns and does not refuse.
public enum IdentifierWarning: Hashable, Sendable {
    /// The last character of a unified social credit code should be
    /// `expected` by GB 32100-2015.
    case checkCharacter(expected: Character)
    /// Character 17 of a unified social credit code, the last of the inner
    /// organisation code, should be `expected` by GB 11714.
    case organisationCodeCheckCharacter(expected: Character)

    /// A stable code for programs.
    public var code: String {
        switch self {
        case .checkCharacter: "identifier.check-character"
        case .organisationCodeCheckCharacter: "identifier.organisation-code-check-character"
        }
    }
}

extension IdentifierWarning: CustomStringConvertible {
    /// One sentence for people.
    public var description: String {
        switch self {
        case .checkCharacter(let expected):
            "Character 18 would be \(expected) by GB 32100-2015; compare with the certificate."
        case .organisationCodeCheckCharacter(let expected):
            "Character 17 would be \(expected) by GB 11714; compare with the certificate."
        }
    }
}
