// SPDX-License-Identifier: Apache-2.0

/// Our stable number for a sponsor of the UK register: 20 lowercase
/// hexadecimal digits, derived from name and town by the importer.
enum UKRegisterNumber {
    static func normalForm(of characters: [UInt8]) throws(IdentifierError) -> [UInt8] {
        try IdentifierText.require(characters, count: 20, of: .ukRegister) { _, character in
            IdentifierText.isDigit(character) || (0x41...0x46).contains(character)
        }
        return characters.map { IdentifierText.isDigit($0) ? $0 : $0 + 0x20 }
    }
}
