// SPDX-License-Identifier: Apache-2.0

/// Writes any text as a Swift literal that means exactly that text.
enum TextLiteral {
    static func of(_ text: String) -> String {
        // One more # than stand together anywhere in the text: then neither the end of the
        // literal nor an escape can appear by accident.
        let marks = String(repeating: "#", count: longestRun(of: "#", in: text) + 1)
        var body = ""
        for scalar in text.unicodeScalars {
            if mustBeEscaped(scalar) {
                body += "\\\(marks)u{\(String(scalar.value, radix: 16))}"
            } else {
                body.unicodeScalars.append(scalar)
            }
        }
        return "\(marks)\"\"\"\n\(body)\n\"\"\"\(marks)"
    }

    /// Carriage returns would be normalised, and other control characters refused, by the
    /// compiler.
    private static func mustBeEscaped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0x00..<0x20, 0x7F, 0xFEFF: true
        default: false
        }
    }

    private static func longestRun(of mark: Unicode.Scalar, in text: String) -> Int {
        var longest = 0
        var current = 0
        for scalar in text.unicodeScalars {
            current = scalar == mark ? current + 1 : 0
            longest = max(longest, current)
        }
        return longest
    }
}
