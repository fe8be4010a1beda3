// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

@testable import probity

@Suite("What the command line writes")
struct OutputTests {
    @Test("a Chinese character takes two columns, a letter one, an accent none")
    func widths() {
        #expect("abc".columnCount == 3)
        #expect("福州 Fuzhou".columnCount == 11)
        #expect("e\u{301}".columnCount == 1)
        #expect("".columnCount == 0)
    }

    @Test("columns of a table stand below each other, whatever is in them")
    func table() {
        let table = TextTable(["NAME", "N"], [["福州", "1"], ["Acme", "12"]], numbers: [1])
        #expect(table.lines == ["NAME   N", "福州   1", "Acme  12"])
    }

    @Test("a table without headings has only its rows, and no line ends with a blank")
    func tableWithoutHeadings() {
        #expect(TextTable(["", ""], [["a", ""], ["bb", "c"]]).lines == ["a", "bb  c"])
    }

    @Test("text is broken at blanks, a long word is left whole, Chinese anywhere")
    func wrapping() {
        #expect("one two three".wrapped(to: 7) == ["one two", "three"])
        #expect("one two three".wrapped(to: 8) == ["one two", "three"])
        #expect("one two three".wrapped(to: 13) == ["one two three"])
        #expect("incomprehensibility".wrapped(to: 7) == ["incomprehensibility"])
        #expect("该主体退出登记册".wrapped(to: 7) == ["该主体", "退出登", "记册"])
        #expect("".wrapped(to: 7).isEmpty)
    }

    @Test("a cell is quoted when it holds a comma, a quote or a line end, and only then")
    func commaSeparated() {
        #expect(CommaSeparated.line(["a b", "", "é"]) == "a b,,é")
        #expect(
            CommaSeparated.line(["a,b", "say \"x\"", "c\nd"])
                == "\"a,b\",\"say \"\"x\"\"\",\"c\nd\"")
    }

    @Test(
        "digits stand in groups of three",
        arguments: [
            (0, "0"), (999, "999"), (1_000, "1,000"), (48_106, "48,106"),
            (-1_234_567, "-1,234,567"),
        ])
    func groups(number: Int, text: String) {
        #expect(number.grouped == text)
    }

    @Test("a duration is told in the unit that fits")
    func durations() {
        #expect(Duration.milliseconds(999).text == "999 ms")
        #expect(Duration.milliseconds(1_000).text == "1.0 s")
        #expect(Duration.milliseconds(59_999).text == "59.9 s")
        #expect(Duration.seconds(60).text == "1 min 0 s")
    }

    @Test("a span of a day is that day, a longer one names both ends")
    func spans() throws {
        let first = try #require(CivilDate("2020-07-27"))
        let second = try #require(CivilDate("2020-10-29"))
        #expect(Span(on: first).text(in: .en) == "2020-07-27")
        let span = try #require(Span(notBefore: first, notAfter: second))
        #expect(span.text(in: .en) == "between 2020-07-27 and 2020-10-29")
    }
}
