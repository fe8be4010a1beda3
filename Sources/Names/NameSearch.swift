// SPDX-License-Identifier: Apache-2.0

/// What somebody types to find a name: the words of its normal form, each of which the name must
/// hold. A word of one or two ASCII characters must begin where no letter or digit of ASCII
/// stands before it; any other may stand anywhere, as Chinese names have no spaces.
///
///     NameSearch("Lingnan LTD")    // finds "lingnan exchange ltd.", "ltd lingnan"
///     NameSearch("岭南")            // finds "广州岭南交流中心"
///     NameSearch("bp")             // finds "bp plc" and "shell (bp)", not "subprime"
public struct NameSearch: Hashable, Sendable {
    /// The normal form of the whole: names that begin with it come first.
    public let text: String
    /// The pieces that an index of names is asked for, as `probity.name_grams` cuts them.
    public let grams: [String]
    /// LIKE patterns, each of which the normal form must match.
    public let patterns: [String]
    /// Regular expressions of PostgreSQL, each of which the normal form must match.
    public let beginnings: [String]

    /// Reads what was typed; nil when nothing but white space is in it.
    public init?(_ typed: String) {
        text = NormalForm(typed).text
        let words = Set(text.split(separator: " ").map { Array($0.unicodeScalars) })
        guard !words.isEmpty else { return nil }
        var grams: Set<String> = []
        var patterns: Set<String> = []
        var beginnings: Set<String> = []
        for word in words {
            if word.count < 3, word.allSatisfy(\.isASCII) {
                grams.insert("^" + Self.text(word[...]))
                beginnings.insert("(^|[^a-z0-9])" + Self.literal(word))
            } else {
                grams.formUnion(Self.grams(of: word))
                patterns.insert("%" + Self.escaped(word) + "%")
            }
        }
        self.grams = grams.sorted()
        self.patterns = patterns.sorted()
        self.beginnings = beginnings.sorted()
    }

    /// Every character outside ASCII, alone and with each neighbour, and any three of ASCII.
    private static func grams(of word: [Unicode.Scalar]) -> [String] {
        word.indices.flatMap { index -> [String] in
            var found: [String] = []
            let two = word[index..<min(index + 2, word.count)]
            let three = word[index..<min(index + 3, word.count)]
            if !word[index].isASCII { found.append(text(word[index...index])) }
            if two.count == 2, !two.allSatisfy(\.isASCII) { found.append(text(two)) }
            if three.count == 3, three.allSatisfy(\.isASCII) { found.append(text(three)) }
            return found
        }
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return text
    }

    /// `%`, `_` and the backslash as themselves.
    private static func escaped(_ word: [Unicode.Scalar]) -> String {
        text(word.flatMap { "%_\\".unicodeScalars.contains($0) ? ["\\", $0] : [$0] }[...])
    }

    /// Whatever is neither letter nor digit behind a backslash, which then means itself.
    private static func literal(_ word: [Unicode.Scalar]) -> String {
        text(
            word.flatMap {
                $0.properties.isAlphabetic || ("0"..."9").contains($0) ? [$0] : ["\\", $0]
            }[...])
    }
}
