// SPDX-License-Identifier: Apache-2.0

/// The business number of the Canada Revenue Agency: nine digits, the last a
/// Luhn check; a program account adds two letters and four digits.
enum CanadianBusinessNumber {
    static let digitCount = 9

    /// The programs of the agency: RC income tax, RP payroll, RT sales tax …
    private static let programs: Set<String> = [
        "RC", "RD", "RE", "RG", "RM", "RN", "RP", "RR", "RS", "RT", "RZ",
    ]

    static func normalForm(of characters: [UInt8]) throws(IdentifierError) -> [UInt8] {
        let hasAccount = characters.count > digitCount
        try IdentifierText.require(
            characters, count: hasAccount ? digitCount + 6 : digitCount, of: .caBusinessNumber
        ) { place, character in
            (9...10).contains(place)
                ? IdentifierText.isCapital(character) : IdentifierText.isDigit(character)
        }
        let digits = characters.prefix(digitCount)
        guard !digits.allSatisfy({ $0 == UInt8(ascii: "0") }), passesLuhn(digits) else {
            throw IdentifierError(scheme: .caBusinessNumber, fault: .checkDigits)
        }
        if hasAccount {
            let program = String(decoding: characters[9...10], as: UTF8.self)
            guard programs.contains(program) else {
                throw IdentifierError(scheme: .caBusinessNumber, fault: .programAccount)
            }
        }
        return characters
    }

    private static func passesLuhn(_ digits: ArraySlice<UInt8>) -> Bool {
        let sum = digits.reversed().enumerated().reduce(0) { sum, place in
            let number = IdentifierText.number(place.element)
            guard !place.offset.isMultiple(of: 2) else { return sum + number }
            return sum + (number < 5 ? number * 2 : number * 2 - 9)
        }
        return sum.isMultiple(of: 10)
    }
}
