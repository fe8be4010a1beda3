// SPDX-License-Identifier: Apache-2.0

/// The New Zealand business number: a GS1 global location number, 13 digits
/// under the country's prefix, the last a check digit.
enum NewZealandBusinessNumber {
    static func normalForm(of characters: [UInt8]) throws(IdentifierError) -> [UInt8] {
        try IdentifierText.require(characters, count: 13, of: .nzbn) { _, character in
            IdentifierText.isDigit(character)
        }
        guard characters.starts(with: "94".utf8) else {
            throw IdentifierError(scheme: .nzbn, fault: .prefix)
        }
        // GS1 weighs the places 1, 3, 1, 3 … and the whole must be tens.
        let sum = characters.enumerated().reduce(0) { sum, place in
            sum + IdentifierText.number(place.element) * (place.offset.isMultiple(of: 2) ? 1 : 3)
        }
        guard sum.isMultiple(of: 10) else {
            throw IdentifierError(scheme: .nzbn, fault: .checkDigits)
        }
        return characters
    }
}
