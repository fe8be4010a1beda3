// SPDX-License-Identifier: Apache-2.0

/// Replaces the comments and the string contents of Swift source by spaces, line by line in place.
///
/// Code inside an interpolation stays, since it is code. Bare regex literals are not understood;
/// the extended form `#/…/#` is left as it stands.
struct SwiftBlanker {
    private let bytes: [UInt8]
    private var blanked: [UInt8]
    private var position = 0

    static func blank(_ text: String) -> String {
        var blanker = SwiftBlanker(bytes: Array(text.utf8))
        blanker.readCode(untilParenthesis: false)
        return String(decoding: blanker.blanked, as: UTF8.self)
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
        self.blanked = bytes
    }

    private mutating func readCode(untilParenthesis: Bool) {
        var depth = 0
        while position < bytes.count {
            if follows("//") {
                blankLineComment()
            } else if follows("/*") {
                blankBlockComment()
            } else if let hashes = hashesOfString() {
                blankString(hashes: hashes)
            } else {
                if untilParenthesis, follows(")") {
                    if depth == 0 { return }
                    depth -= 1
                } else if follows("(") {
                    depth += 1
                }
                position += 1
            }
        }
    }

    private mutating func blankLineComment() {
        while position < bytes.count, !follows("\n") { blankNext(1) }
    }

    private mutating func blankBlockComment() {
        var depth = 0
        repeat {
            if follows("/*") {
                depth += 1
                blankNext(2)
            } else if follows("*/") {
                depth -= 1
                blankNext(2)
            } else {
                blankNext(1)
            }
        } while depth > 0 && position < bytes.count
    }

    /// The number of `#` before an opening quote at this place; `nil` when no string opens here.
    private func hashesOfString() -> Int? {
        var hashes = 0
        while follows("#", offset: hashes) { hashes += 1 }
        return follows("\"", offset: hashes) ? hashes : nil
    }

    private mutating func blankString(hashes: Int) {
        let marks = String(repeating: "#", count: hashes)
        let isMultiline = follows("\"\"\"", offset: hashes)
        let quotes = isMultiline ? "\"\"\"" : "\""
        blankNext(hashes + quotes.utf8.count)
        while position < bytes.count {
            if follows(quotes + marks) {
                blankNext(quotes.utf8.count + hashes)
                return
            }
            if follows("\\" + marks + "(") {
                blankNext(hashes + 2)
                readCode(untilParenthesis: true)
                blankNext(1)
            } else if follows("\\" + marks) {
                blankNext(hashes + 2)
            } else if follows("\n"), !isMultiline {
                return  // An unclosed string is the compiler's to report.
            } else {
                blankNext(1)
            }
        }
    }

    private mutating func blankNext(_ count: Int) {
        for _ in 0..<count where position < bytes.count {
            if bytes[position] != UInt8(ascii: "\n") { blanked[position] = UInt8(ascii: " ") }
            position += 1
        }
    }

    private func follows(_ text: String, offset: Int = 0) -> Bool {
        var index = position + offset
        for byte in text.utf8 {
            guard index < bytes.count, bytes[index] == byte else { return false }
            index += 1
        }
        return true
    }
}
