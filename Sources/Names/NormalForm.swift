// SPDX-License-Identifier: Apache-2.0

/// The form of a name or a place under which two spellings are the same: case folded, full-width
/// letters as plain ones, accents composed, white space collapsed and trimmed. Punctuation stays,
/// because "A & B" and "A B" may be two firms.
///
///     NormalForm("  ACME　Ｌｔｄ. ").text      // "acme ltd."
///
/// The same text gives the same form on any machine: only the standard library's Unicode
/// tables are asked.
public struct NormalForm: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The form itself; empty when the text held nothing but white space.
    public let text: String

    /// Brings `text`, as written anywhere, into its normal form.
    public init(_ text: String) {
        self.text = Self.ascii(text) ?? Self.unicode(text)
    }

    /// The form itself.
    public var description: String { text }

    /// By the form's text.
    public static func < (left: NormalForm, right: NormalForm) -> Bool { left.text < right.text }

    /// The quick way for plain ASCII, which all but a dozen names of a large register are;
    /// nil when the text holds anything else.
    private static func ascii(_ text: String) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var blankIsDue = false
        for byte in text.utf8 {
            switch byte {
            case 0x80...: return nil
            case 0x20, 0x09...0x0D: blankIsDue = !bytes.isEmpty
            default:
                if blankIsDue { bytes.append(0x20) }
                blankIsDue = false
                bytes.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func unicode(_ text: String) -> String {
        var folded = ""
        var blankIsDue = false
        for character in text {
            for scalar in Composition.composed(character).unicodeScalars {
                let plain = narrow(scalar)
                if plain.properties.isWhitespace {
                    blankIsDue = !folded.isEmpty
                } else if !plain.properties.isDefaultIgnorableCodePoint {
                    if blankIsDue { folded.append(" ") }
                    blankIsDue = false
                    folded.append(fold(plain))
                }
            }
        }
        return folded
    }

    /// Full-width ASCII (U+FF01…FF5E) as the plain character.
    private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    }

    /// Upper case and then lower case, so that "ß" meets "SS" and both sigmas meet.
    private static func fold(_ scalar: Unicode.Scalar) -> String {
        var folded = ""
        for upper in scalar.properties.uppercaseMapping.unicodeScalars {
            folded.append(upper.properties.lowercaseMapping)
        }
        return folded
    }
}
