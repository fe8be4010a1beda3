// SPDX-License-Identifier: Apache-2.0

/// Putting right what keyboards, forms and spreadsheets do to identifiers.
///
/// Everything works on ASCII bytes: the case rules of Unicode would turn
/// letters such as `ı` into letters of an identifier.
enum IdentifierText {
    /// The characters in half width and capitals, spaces and hyphens left
    /// out. A character that cannot be in any identifier becomes 0, so that
    /// it keeps its position and is refused there.
    static func characters(of text: some StringProtocol) -> [UInt8] {
        let text = String(text)
        var characters: [UInt8] = []
        characters.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if let character = character(of: scalar) { characters.append(character) }
        }
        return characters
    }

    private static func character(of scalar: Unicode.Scalar) -> UInt8? {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A: return UInt8(scalar.value)
        default: break
        }
        if scalar.properties.isWhitespace || scalar == "-" || scalar == "－" { return nil }
        switch scalar.value {
        case 0x61...0x7A: return UInt8(scalar.value - 0x20)
        case 0x21...0x7E: return UInt8(scalar.value)
        case 0xFF41...0xFF5A: return UInt8(scalar.value - 0xFF41 + 0x41)
        // Full-width forms stand in the order of ASCII, from 0x21.
        case 0xFF01...0xFF5E: return UInt8(scalar.value - 0xFF01 + 0x21)
        default: return 0
        }
    }

    static func string(of characters: [UInt8]) -> String {
        String(decoding: characters, as: UTF8.self)
    }

    static func isDigit(_ character: UInt8) -> Bool { (0x30...0x39).contains(character) }

    static func isCapital(_ character: UInt8) -> Bool { (0x41...0x5A).contains(character) }

    /// The number a digit stands for.
    static func number(_ digit: UInt8) -> Int { Int(digit) - 0x30 }

    /// 0…9 for digits, 10…35 for capitals, as in ISO 7064 and GB 11714.
    static func letterNumber(_ character: UInt8) -> Int {
        isDigit(character) ? number(character) : Int(character) - 0x41 + 10
    }

    /// Refuses characters other than `count` in number, or which `isAllowed`
    /// does not let stand at their place (from 0).
    static func require(
        _ characters: [UInt8], count: Int, of scheme: IdentifierScheme,
        where isAllowed: (_ place: Int, _ character: UInt8) -> Bool
    ) throws(IdentifierError) {
        guard characters.count == count else {
            throw IdentifierError(scheme: scheme, fault: .length(found: characters.count))
        }
        for (place, character) in characters.enumerated() where !isAllowed(place, character) {
            throw IdentifierError(scheme: scheme, fault: .character(position: place + 1))
        }
    }
}
