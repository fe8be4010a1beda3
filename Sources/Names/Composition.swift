// SPDX-License-Identifier: Apache-2.0

/// Letters with their accents as one scalar, whichever way they were typed.
///
/// The standard library compares "é" and "e + ´" as equal but keeps the bytes it was given, and
/// an identifier is made from bytes. A dictionary of the composed letters, asked with the
/// decomposed one, therefore answers with the composed one.
enum Composition {
    /// Latin, Greek, Cyrillic and Vietnamese letters that exist as one scalar.
    private static let blocks: [ClosedRange<UInt32>] = [
        0x00C0...0x024F, 0x0386...0x03CE, 0x0400...0x045F, 0x1E00...0x1EFF,
    ]

    private static let composedLetters: [Character: Character] = {
        var letters: [Character: Character] = [:]
        for scalar in blocks.joined().compactMap(Unicode.Scalar.init) {
            letters[Character(scalar)] = Character(scalar)
        }
        return letters
    }()

    /// `character` as one scalar where that exists, else as it was given.
    static func composed(_ character: Character) -> Character {
        guard character.unicodeScalars.count > 1 else { return character }
        return composedLetters[character] ?? character
    }
}
