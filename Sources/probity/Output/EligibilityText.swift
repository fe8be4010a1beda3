// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

/// An eligibility answer for people.
struct EligibilityText {
    private let answer: EligibilityAnswer
    private let name: String?
    private let language: Language

    init(_ answer: EligibilityAnswer, name: String?, language: Language) {
        self.answer = answer
        self.name = name
        self.language = language
    }

    /// The outcome, the party, each reason with its source, and the three times.
    var lines: [String] { reasonLines + TextTable(["", ""], facts).lines }

    /// The same with the three times in one line, for an answer among others.
    var shortLines: [String] {
        let times = TimesText(answer.request.asOf, answer.knownAt, answer.policy)
        return reasonLines + ["  \(times.line(in: language))"]
    }

    private var reasonLines: [String] {
        var lines = [headline]
        for reason in answer.decision.reasons {
            lines += ParagraphText.lines(
                "\(reason.code.rawValue): \(reason.message.text(in: language))", indent: 2)
            lines += ParagraphText.lines(reason.source, indent: 4)
        }
        return lines
    }

    private var facts: [[String]] {
        let decision = answer.decision
        var facts: [[String]] = []
        if let band = decision.band {
            let score = decision.score.map { language(", \($0) points", "，\($0) 分") } ?? ""
            facts.append([language("  band", "  等级"), "\(band)\(score)"])
        }
        if !decision.services.isEmpty {
            let services = decision.services.map(\.text).joined(separator: ", ")
            facts.append([language("  services", "  附加服务"), services])
        }
        facts += NominationText.facts(of: decision, in: language).map { ["  \($0)", $1] }
        if let until = decision.validUntil {
            facts.append([language("  holds until", "  有效至"), "\(until)"])
        }
        let times = TimesText(answer.request.asOf, answer.knownAt, answer.policy)
        return facts + times.rows(in: language)
    }

    private var headline: String {
        let request = answer.request
        let outcome = answer.decision.outcome.text(in: language)
        let who = name ?? language("unknown party", "未登记的主体")
        let place = request.region.map { ", \($0)" } ?? ""
        return "\(outcome)  \(who): \(request.role.rawValue), \(request.route)\(place), "
            + request.act.rawValue
    }
}

extension Outcome {
    /// The outcome in capitals, for the eye.
    func text(in language: Language) -> String {
        switch self {
        case .eligible: language("ELIGIBLE", "符合条件")
        case .conditional: language("CONDITIONAL", "附条件符合")
        case .ineligible: language("INELIGIBLE", "不符合条件")
        }
    }
}

extension Registry {
    /// The name and town of a party as they may be shown at the machine itself.
    func shownName(of party: PartyID?) async throws -> String? {
        guard let party else { return nil }
        let view = try await showParty(PartyAddress(party), by: .local)
        guard let name = view.name else { return "\(party)" }
        return probity.shownName(name, view.town)
    }
}
