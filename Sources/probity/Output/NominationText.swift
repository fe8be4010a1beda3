// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Service

/// The points of a nominee and the answer whether the party may vouch, for people.
enum NominationText {
    /// The lines of both; none where neither was asked.
    static func lines(of answer: CalculationAnswer, in language: Language) -> [String] {
        (answer.nomineePoints.map { lines(of: $0, in: language) } ?? [])
            + (answer.eligibility.map { lines(of: $0, in: language) } ?? [])
    }

    private static func lines(of score: NomineeScore, in language: Language) -> [String] {
        let band = score.band.map(\.text) ?? "–"
        var lines = ["  \(score.code): \(score.total), \(band)"]
        for item in score.items {
            let row = item.row.map { " (\($0.text(in: language)))" } ?? ""
            lines += ParagraphText.lines(
                "\(item.title.text(in: language)): \(item.points) / \(item.maximum)\(row)",
                indent: 4)
        }
        if let direct = score.direct { lines.append("    \(direct.text(in: language)): \(band)") }
        return lines + ParagraphText.lines(score.source, indent: 4)
    }

    private static func lines(of decision: Decision, in language: Language) -> [String] {
        var lines = ["  \(decision.outcome.text(in: language))"]
        for reason in decision.reasons {
            lines += ParagraphText.lines(
                "\(reason.code.rawValue): \(reason.message.text(in: language))", indent: 4)
            lines += ParagraphText.lines(reason.source, indent: 6)
        }
        return lines + facts(of: decision, in: language).map { "    \($0) \($1)" }
    }

    /// Quota and privileges of an answer, each with its name.
    static func facts(
        of decision: Decision, in language: Language
    ) -> [(name: String, value: String)] {
        var facts: [(name: String, value: String)] = []
        if let quota = decision.quota {
            let limit = if case .number(let number) = quota.limit { "\(number)" } else { "∞" }
            let used = quota.used.map { "\($0)" } ?? "?"
            facts.append((language("quota", "名额"), "\(used) / \(limit)"))
        }
        if !decision.privileges.isEmpty {
            let codes = decision.privileges.map(\.text).joined(separator: ", ")
            facts.append((language("privileges", "便利措施"), codes))
        }
        return facts
    }
}
