// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import API

@Suite("Lines of a calendar")
struct CalendarLinesTests {
    private static func text(_ name: String, _ value: String) -> String {
        var lines = CalendarLines()
        lines.add(name, text: value)
        return String(decoding: lines.bytes, as: UTF8.self)
    }

    @Test("what has a meaning of its own in text is escaped")
    func escapes() {
        #expect(Self.text("SUMMARY", #"a;b,c\d"#) == #"SUMMARY:a\;b\,c\\d"# + "\r\n")
        #expect(Self.text("SUMMARY", "a\nb") == #"SUMMARY:a\nb"# + "\r\n")
        #expect(Self.text("SUMMARY", "a\r\nb") == #"SUMMARY:a\nb"# + "\r\n")
    }

    @Test("a line of 75 octets stands as it is, and one of 76 is folded", arguments: [74, 75, 76])
    func folding(count: Int) {
        let value = String(repeating: "x", count: count - 2)
        let text = Self.text("N", value)
        #expect(text.contains("\r\n ") == (count == 76))
        #expect(text.replacing("\r\n ", with: "") == "N:\(value)\r\n")
    }

    @Test("no character is torn, whatever its octets", arguments: ["é", "义", "𠀀"])
    func characters(character: String) {
        for padding in 0..<5 {
            let value =
                String(repeating: "x", count: padding)
                + String(repeating: character, count: 120)
            let text = Self.text("SUMMARY", value)
            for line in text.split(separator: "\r\n" as Character, omittingEmptySubsequences: false)
            {
                #expect(line.utf8.count <= 75)
                #expect(!line.contains("\u{FFFD}"))
            }
            #expect(text.replacing("\r\n ", with: "") == "SUMMARY:\(value)\r\n")
        }
    }
}
