// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite("Blanking comments and strings")
struct SwiftBlankerTests {
    /// The words that are left, for easy comparison.
    private func words(_ text: String) -> [String] {
        SwiftBlanker.blank(text).split { $0 == " " || $0 == "\n" }.map(String.init)
    }

    @Test("comments vanish, also nested ones, and lines stay in place")
    func comments() {
        #expect(words("a // b\nc") == ["a", "c"])
        #expect(words("a /* b /* c */ d */ e") == ["a", "e"])
        #expect(SwiftBlanker.blank("// x\ny") == "    \ny")
    }

    @Test("strings of every form vanish")
    func strings() {
        #expect(words(#"a "b \" c" d"#) == ["a", "d"])
        #expect(words("a \"\"\"\nb \"c\" // d\n\"\"\" e") == ["a", "e"])
        #expect(words(##"a #"b "c" \d"# e"##) == ["a", "e"])
    }

    @Test("the code of an interpolation stays, the strings within it do not")
    func interpolations() {
        #expect(words(#""x \(name) y""#) == ["name"])
        #expect(words(#""x \(call("y", (z)) ) " w"#) == ["call(", ",", "(z))", "w"])
        #expect(words(##"#"x \(not) \#(name)"#"##) == ["name"])
    }
}
