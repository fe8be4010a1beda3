// SPDX-License-Identifier: Apache-2.0

extension String {
    /// Whether `text` occurs here as a whole: where it begins or ends with a letter, digit or
    /// underscore, none of these stands next to it.
    func containsWhole(_ text: String) -> Bool {
        let line = Array(utf8)
        let wanted = Array(text.utf8)
        guard let first = wanted.first, let last = wanted.last, line.count >= wanted.count else {
            return false
        }
        for start in 0...(line.count - wanted.count) where line[start] == first {
            let end = start + wanted.count
            guard line[start..<end].elementsEqual(wanted) else { continue }
            let beginsInWord = first.isOfWord && start > 0 && line[start - 1].isOfWord
            let endsInWord = last.isOfWord && end < line.count && line[end].isOfWord
            if !beginsInWord, !endsInWord { return true }
        }
        return false
    }

    /// The words of a name in camel case: `PoolStateMachine` gives Pool, State, Machine.
    var camelCaseWords: [String] {
        var words: [String] = []
        for character in self {
            if character.isUppercase || words.isEmpty {
                words.append(String(character))
            } else {
                words[words.count - 1].append(character)
            }
        }
        return words
    }

    var withoutOuterSpaces: Substring {
        guard let start = firstIndex(where: { $0 != " " }),
            let end = lastIndex(where: { $0 != " " })
        else { return "" }
        return self[start...end]
    }
}

extension UInt8 {
    /// Letters, digits, the underscore, and every byte of a letter beyond ASCII.
    fileprivate var isOfWord: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
            true
        default:
            false
        }
    }
}
