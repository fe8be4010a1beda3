// SPDX-License-Identifier: Apache-2.0

import Policy

/// Recognises the name of a natural person among the names of a register, by the marks that the
/// register's vocabulary lists.
///
/// Two ways, and no guessing beyond them: a title leads the name, or initials lead it and the
/// name of a business follows ("J Karia t/a …"); and no word before the business says that an
/// organisation is meant.
struct NaturalPersonName {
    private let titles: Set<String>
    private let tradingAs: [[String]]
    private let organisationMarks: Set<String>

    init(_ marks: RegisterVocabulary.PersonMarks) {
        titles = Set(marks.titles)
        tradingAs = marks.tradingAs.map { phrase in
            phrase.lowercased().split(separator: " ").map(String.init)
        }
        organisationMarks = Set(marks.organisationMarks.map { $0.lowercased() })
    }

    /// Whether `name` is a natural person's.
    func recognises(_ name: String) -> Bool {
        let first = name.prefix { $0 != " " }
        let hasTitle = titles.contains(String(first))
        guard hasTitle || isInitial(first) else { return false }
        let words = name.split(separator: " ").map(String.init)
        let lowered = words.map { $0.lowercased() }
        let end = tradingAsPlace(in: lowered)
        guard hasTitle ? words.count > 1 : end != nil else { return false }
        let bearer = lowered[..<(end ?? lowered.count)]
        return bearer.count > 1
            && bearer.allSatisfy { !organisationMarks.contains(String($0.trimmingPunctuation())) }
    }

    private func isInitial(_ word: Substring) -> Bool {
        let letter = word.hasSuffix(".") ? word.dropLast() : word
        return letter.count == 1 && letter.allSatisfy(\.isLetter)
    }

    private func tradingAsPlace(in words: [String]) -> Int? {
        words.indices.first { start in
            tradingAs.contains { phrase in words[start...].starts(with: phrase) }
        }
    }
}

extension String {
    /// Without punctuation at either end, so that "Ltd." and "(Ltd)" are "Ltd".
    fileprivate func trimmingPunctuation() -> Substring {
        var rest = self[...]
        while let last = rest.last, last.isPunctuation { rest.removeLast() }
        while let first = rest.first, first.isPunctuation { rest.removeFirst() }
        return rest
    }
}
