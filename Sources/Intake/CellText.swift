// SPDX-License-Identifier: Apache-2.0

/// Small questions about the text of a cell.
enum CellText {
    /// `text` without white space at its ends and with single blanks inside.
    static func tidy(_ text: String) -> String {
        if isTidy(text) { return text }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func isTidy(_ text: String) -> Bool {
        var previous = UInt8(ascii: " ")
        for byte in text.utf8 {
            guard byte < 0x80, byte >= 0x20 else { return false }
            if byte == UInt8(ascii: " "), previous == byte { return false }
            previous = byte
        }
        return previous != UInt8(ascii: " ") || text.isEmpty
    }

    /// Whether a small letter is followed at once by a capital, as in `LEoDndon`: where a PDF
    /// prints a long name over the town, the conversion interleaves their letters. A town hardly
    /// ever has that of itself.
    static func looksInterleaved(_ text: String) -> Bool {
        var previousIsLower = false
        for scalar in text.unicodeScalars {
            if previousIsLower, scalar.properties.isUppercase { return true }
            previousIsLower = scalar.properties.isLowercase
        }
        return false
    }

    /// The parts of a packed cell, each without white space at its ends.
    static func parts(_ text: String, separator: String) -> [String] {
        var parts: [String] = []
        var rest = text[...]
        while let range = rest.firstRange(of: separator) {
            parts.append(tidy(String(rest[..<range.lowerBound])))
            rest = rest[range.upperBound...]
        }
        parts.append(tidy(String(rest)))
        return parts
    }
}
