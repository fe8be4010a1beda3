// SPDX-License-Identifier: Apache-2.0

/// The company number of the United Kingdom's registrars, which has no check
/// digit: eight digits, or a prefix and digits.
enum UKCompanyNumber {
    /// Two letters before six digits: kind of body and register (Companies
    /// House, Uniform Resource Identifiers customer guide, company numbers).
    private static let prefixes: Set<String> = [
        "AC", "BR", "CE", "CS", "ES", "FC", "FE", "GE", "GI", "GN", "GS", "IC", "IP", "LP",
        "NA", "NC", "NF", "NI", "NL", "NO", "NP", "NR", "NV", "NZ", "OC", "OE", "PC", "RC",
        "RS", "SA", "SC", "SE", "SF", "SG", "SI", "SL", "SO", "SP", "SR", "SZ", "ZC",
    ]

    /// Registered societies may end in R after five digits.
    private static let societyPrefixes: Set<String> = ["IP", "SP", "NP", "RS"]

    static func normalForm(of given: [UInt8]) throws(IdentifierError) -> [UInt8] {
        let zero = UInt8(ascii: "0")
        var characters = given
        // Spreadsheets take leading zeroes for nothing. With fewer than six
        // digits left a slip of the pen is as likely, so that is refused.
        if (6...7).contains(given.count), given.allSatisfy(IdentifierText.isDigit) {
            characters = Array(repeating: zero, count: 8 - given.count) + given
        }
        let letters = characters.prefix(while: IdentifierText.isCapital)
        let prefix = String(decoding: letters, as: UTF8.self)
        let mayEndInR = societyPrefixes.contains(prefix)
        try IdentifierText.require(characters, count: 8, of: .gbCompanyNumber) { place, character in
            place < letters.count || IdentifierText.isDigit(character)
                || (place == 7 && mayEndInR && character == UInt8(ascii: "R"))
        }
        // R and seven digits: companies of Ireland before 1922, now in Belfast.
        guard prefix.isEmpty || prefix == "R" || prefixes.contains(prefix) else {
            throw IdentifierError(scheme: .gbCompanyNumber, fault: .prefix)
        }
        guard !characters.dropFirst(letters.count).allSatisfy({ $0 == zero }) else {
            throw IdentifierError(scheme: .gbCompanyNumber, fault: .prefix)
        }
        return characters
    }
}
