// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain

/// What would make a band better, for people.
enum CounterfactualText {
    /// A heading and a line for each; nothing where nothing would.
    static func lines(
        of changes: [Counterfactual], in language: Language, name: (EventID) -> String
    ) -> [String] {
        guard !changes.isEmpty else { return [] }
        let heading = language("a better band, by one change alone:", "单项变化即可提升等级：")
        return ["  \(heading)"]
            + changes.flatMap { change in
                ParagraphText.lines(
                    text(of: change, in: language, event: change.event.map(name)), indent: 4)
            }
    }

    private static func text(
        of change: Counterfactual, in language: Language, event: String?
    ) -> String {
        let score = change.score.map { language(", \($0) points", "，\($0) 分") } ?? ""
        let result = "\(change.band)\(score)"
        let event = event ?? ""
        let by = change.by.map { language(" by \($0)", "（至迟 \($0)）") } ?? ""
        switch change.action {
        case .wait:
            return language(
                "\(result): wait until \(change.on)", "\(result)：等到 \(change.on)")
        case .annul: return language("\(result): annul \(event)", "\(result)：撤销 \(event)")
        case .repair:
            return language(
                "\(result) on \(change.on): repair \(event)\(by)",
                "\(change.on) 起 \(result)：修复 \(event)\(by)")
        case .disclose:
            return language("\(result): disclose \(event)", "\(result)：主动报告 \(event)")
        case .cure:
            let fact = change.fact?.name ?? ""
            let subject = event.isEmpty ? "" : language(" of \(event)", "（\(event)）")
            return language(
                "\(result): make “\(fact)”\(subject) true\(by)",
                "\(result)：补正“\(fact)”\(subject)\(by)")
        }
    }
}
