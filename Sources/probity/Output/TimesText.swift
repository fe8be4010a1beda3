// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

/// The three times of an answer, for people.
struct TimesText {
    private let asOf: CivilDate
    private let knownAt: KnownAt
    private let policy: PolicyReference

    init(_ asOf: CivilDate, _ knownAt: KnownAt, _ policy: PolicyReference) {
        self.asOf = asOf
        self.knownAt = knownAt
        self.policy = policy
    }

    /// A row for each.
    func rows(in language: Language) -> [[String]] {
        let position = language(
            "entry \(knownAt.entry) (\(knownAt.at.shortText))",
            "第 \(knownAt.entry) 条 (\(knownAt.at.shortText))")
        let law = "\(policy.code)@\(policy.version) (sha256 \("\(policy.sha256)".prefix(12))…)"
        return [
            [language("  as of", "  法定日"), "\(asOf)"],
            [language("  known at", "  账簿位置"), position],
            [language("  policy", "  规则"), law],
        ]
    }

    /// All in one line.
    func line(in language: Language) -> String {
        language(
            "as of \(asOf), known at entry \(knownAt.entry), \(policy.code)@\(policy.version)",
            "法定日 \(asOf)，账簿第 \(knownAt.entry) 条，\(policy.code)@\(policy.version)")
    }
}
