// SPDX-License-Identifier: Apache-2.0

import Names
import Testing

@Suite("The normal form of a name")
struct NormalFormTests {
    @Test(
        "folds case, white space, full-width letters and accents",
        arguments: [
            ("ACME Limited", "acme limited"),
            ("  10 GROUP LTD  T/A THE 10 GROUP ", "10 group ltd t/a the 10 group"),
            ("Acme\t\u{A0}Ltd\r\n", "acme ltd"),
            ("ＡＣＭＥ　Ｌｔｄ．", "acme ltd."),
            ("CAFÉ É", "café é"),
            ("Cafe\u{301}", "caf\u{E9}"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("ΟΔΟΣ", "οδοσ"),
            ("οδος", "οδοσ"),
            ("深圳市腾讯计算机系统有限公司", "深圳市腾讯计算机系统有限公司"),
            ("A\u{200B}B", "ab"),
            ("", ""),
            (" \t ", ""),
        ])
    func folds(written: String, expected: String) {
        #expect(Array(NormalForm(written).text.utf8) == Array(expected.utf8))
    }

    @Test("keeps punctuation, which tells firms apart")
    func keepsPunctuation() {
        #expect(NormalForm("A & B Ltd.") != NormalForm("A B Ltd"))
        #expect(NormalForm("]performance s p a c e [").text == "]performance s p a c e [")
    }

    @Test("is its own normal form")
    func isIdempotent() {
        for text in ["  Ünïcode  ＸＹＺ ß ς", "06472420", "A&M Capital"] {
            let once = NormalForm(text)
            #expect(NormalForm(once.text) == once)
        }
    }

    @Test("orders by its text")
    func orders() {
        #expect(NormalForm("Alpha") < NormalForm("BETA"))
    }
}
