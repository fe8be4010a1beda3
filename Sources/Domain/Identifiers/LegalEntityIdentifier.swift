// SPDX-License-Identifier: Apache-2.0

/// The legal entity identifier, ISO 17442: 18 characters and two check
/// digits of ISO 7064 MOD 97-10.
enum LegalEntityIdentifier {
    static func normalForm(of characters: [UInt8]) throws(IdentifierError) -> [UInt8] {
        try IdentifierText.require(characters, count: 20, of: .lei) { place, character in
            IdentifierText.isDigit(character)
                || (place < 18 && IdentifierText.isCapital(character))
        }
        // The pairs 00, 01 and 99 leave the same remainder as 97, 98 and 02,
        // but the rule gives out 02…98 only.
        let check =
            IdentifierText.number(characters[18]) * 10 + IdentifierText.number(characters[19])
        guard (2...98).contains(check), remainder(characters) == 1 else {
            throw IdentifierError(scheme: .lei, fault: .checkDigits)
        }
        return characters
    }

    /// The number written by the characters, letters as 10…35, modulo 97.
    private static func remainder(_ characters: [UInt8]) -> Int {
        characters.reduce(0) { remainder, character in
            let number = IdentifierText.letterNumber(character)
            return (remainder * (number < 10 ? 10 : 100) + number) % 97
        }
    }
}
