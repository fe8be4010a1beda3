// SPDX-License-Identifier: Apache-2.0

/// The name of a party in a public numbering scheme, written `scheme:value`.
///
/// ```swift
/// let identifier = try Identifier(parsing: "uscc:91350100M000100Y43")
/// for warning in identifier.warnings { … }
/// ```
public struct Identifier: Hashable, Sendable {
    /// The numbering scheme.
    public let scheme: IdentifierScheme

    /// The value in the scheme's normal form: ASCII, no spaces or hyphens,
    /// capitals (lowercase for `ukRegister`), leading zeroes restored.
    public let value: String

    /// Reads a value of a known scheme. Full-width characters, spaces,
    /// hyphens and letter case are put right; nothing else is.
    ///
    /// - Throws: `IdentifierError`, which says what is wrong and the cure.
    public init(
        scheme: IdentifierScheme, value: some StringProtocol
    ) throws(IdentifierError) {
        let characters = IdentifierText.characters(of: value)
        guard !characters.isEmpty else { throw IdentifierError(scheme: scheme, fault: .empty) }
        self.scheme = scheme
        self.value = IdentifierText.string(
            of: try Self.normalForm(of: characters, scheme: scheme))
    }

    /// Reads `scheme:value`.
    ///
    /// - Throws: `IdentifierError`; also where the scheme is missing or not
    ///   one of `IdentifierScheme`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        guard let colon = text.utf8.firstIndex(of: 0x3A) else {
            throw IdentifierError(scheme: nil, fault: .schemeMissing)
        }
        guard let scheme = IdentifierScheme(rawValue: String(text[..<colon])) else {
            throw IdentifierError(scheme: nil, fault: .schemeUnknown)
        }
        try self.init(scheme: scheme, value: text[text.utf8.index(after: colon)...])
    }

    private init(scheme: IdentifierScheme, normalForm: [UInt8]) {
        self.scheme = scheme
        self.value = IdentifierText.string(of: normalForm)
    }

    private static func normalForm(
        of characters: [UInt8], scheme: IdentifierScheme
    ) throws(IdentifierError) -> [UInt8] {
        switch scheme {
        case .uscc: try UnifiedSocialCreditCode.normalForm(of: characters)
        case .lei: try LegalEntityIdentifier.normalForm(of: characters)
        case .gbCompanyNumber: try UKCompanyNumber.normalForm(of: characters)
        case .caBusinessNumber: try CanadianBusinessNumber.normalForm(of: characters)
        case .nzbn: try NewZealandBusinessNumber.normalForm(of: characters)
        case .ukRegister: try UKRegisterNumber.normalForm(of: characters)
        }
    }

    /// What is odd about the identifier without making it invalid. They
    /// follow from the value, so that equal identifiers warn alike.
    public var warnings: [IdentifierWarning] {
        scheme == .uscc ? UnifiedSocialCreditCode.warnings(for: Array(value.utf8)) : []
    }

    /// The identifier of the business itself: a Canadian business number
    /// without its program account; any other identifier unchanged.
    public var withoutProgramAccount: Identifier {
        guard scheme == .caBusinessNumber else { return self }
        return Identifier(
            scheme: scheme,
            normalForm: Array(value.utf8.prefix(CanadianBusinessNumber.digitCount)))
    }
}

extension Identifier: CustomStringConvertible {
    /// The identifier as `scheme:value`.
    public var description: String { "\(scheme.rawValue):\(value)" }
}

extension Identifier: Comparable {
    /// Orders by `scheme:value`, character by character.
    public static func < (left: Identifier, right: Identifier) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }
}
