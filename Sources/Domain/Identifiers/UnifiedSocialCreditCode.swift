// SPDX-License-Identifier: Apache-2.0

/// The unified social credit code, GB 32100-2015: registering department,
/// kind of body, six digits of region, nine characters of organisation code
/// (GB 11714), one check character.
enum UnifiedSocialCreditCode {
    /// The 31 characters of the code, each worth its place. I, O, S, V and Z
    /// are left out, for they look like 1, 0, 5, U and 2.
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

    /// 3 to the power of the place, modulo 31.
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

    /// Departments with a letter: N is agriculture (village collectives), Y
    /// any other. A, the military, does not publish its codes.
    private static let departmentLetters = Array("NY".utf8)

    static func normalForm(of characters: [UInt8]) throws(IdentifierError) -> [UInt8] {
        try IdentifierText.require(characters, count: 18, of: .uscc) { place, character in
            switch place {
            case 0:
                IdentifierText.isDigit(character) || departmentLetters.contains(character)
            case 1..<8: IdentifierText.isDigit(character)
            default: alphabet.contains(character)
            }
        }
        return characters
    }

    static func warnings(for characters: [UInt8]) -> [IdentifierWarning] {
        var warnings: [IdentifierWarning] = []
        let expected = checkCharacter(of: characters[..<17])
        if characters[17] != expected {
            warnings.append(.checkCharacter(expected: Character(Unicode.Scalar(expected))))
        }
        let inner = OrganisationCode.checkCharacter(of: characters[8..<16])
        if characters[16] != inner {
            warnings.append(
                .organisationCodeCheckCharacter(expected: Character(Unicode.Scalar(inner))))
        }
        return warnings
    }

    /// The 18th character that follows from the first 17.
    private static func checkCharacter(of characters: ArraySlice<UInt8>) -> UInt8 {
        let sum = zip(characters, weights).reduce(0) { sum, pair in
            sum + (alphabet.firstIndex(of: pair.0) ?? 0) * pair.1
        }
        return alphabet[(31 - sum % 31) % 31]
    }
}

/// The organisation code inside, GB 11714: eight characters and a check.
enum OrganisationCode {
    private static let weights = [3, 7, 9, 10, 5, 8, 4, 2]

    /// The ninth character that follows from the first eight: 0…9, or X for 10.
    static func checkCharacter(of characters: ArraySlice<UInt8>) -> UInt8 {
        let sum = zip(characters, weights).reduce(0) { sum, pair in
            sum + IdentifierText.letterNumber(pair.0) * pair.1
        }
        let check = (11 - sum % 11) % 11
        return check == 10 ? UInt8(ascii: "X") : UInt8(ascii: "0") + UInt8(check)
    }
}
