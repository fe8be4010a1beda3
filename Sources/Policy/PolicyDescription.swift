// SPDX-License-Identifier: Apache-2.0

public import Domain

/// A regime as it stands on one day, in a shape for people and for programs.
///
/// - Source: the pack; each part names its own.
public struct PolicyDescription: Sendable {
    /// The whole as JSON.
    public let json: JSONValue
    let policy: Policy
    let day: CivilDate

    /// Describes `policy` as it stands on `day`; what is not in force on it is left out.
    public init(_ policy: Policy, on day: CivilDate) {
        self.policy = policy
        self.day = day
        self.json = Self.json(of: policy, on: day)
    }

    /// The whole as lines of text.
    public func text(in language: Language) -> String {
        var lines = ["\(policy.title.text(in: language)) (\(policy.code))"]
        lines.append("\(policy.reference.version), sha256 \(policy.reference.sha256)")
        lines.append(policy.details.text(in: language))
        if let scale = try? policy.bands(on: day) {
            lines.append("")
            for band in scale.value.bands {
                let edges = band.score.map { "  \(ConditionText.text(of: $0))" } ?? ""
                lines.append("\(band.code)  \(band.title.text(in: language))\(edges)")
            }
            lines.append("    \(scale.provenance.citation)")
            if let neutral = scale.value.neutral { append(neutral, to: &lines, language) }
        }
        if let table = try? policy.starts(on: day) {
            lines.append("")
            for row in table.value.rows {
                lines.append("\(row.points)  \(row.title.text(in: language))")
                if let condition = row.condition {
                    let words = ConditionText(policy: policy, language: language, scope: .party)
                    lines.append("    \(words.text(of: condition))")
                }
            }
            for group in table.value.groups {
                let cap = group.cap.map { "≤ |\($0)|" }
                let occasion = group.occasion.map { "1 / \($0)" }
                let terms = [cap, occasion].compactMap(\.self).joined(separator: ", ")
                lines.append("\(group.code)  \(group.title.text(in: language))  \(terms)")
            }
            appendTerms(table.value.terms, to: &lines, language)
            lines.append("    \(table.provenance.citation)")
        }
        append(policy.indicators, to: &lines, language) {
            Self.text(of: $0, language)
        }
        append(policy.overrides, to: &lines, language) { rule in
            let words = ConditionText(
                policy: policy, language: language, scope: rule.cause.scope)
            return "\(rule.effect.rawValue) \(rule.band): \(words.text(of: rule.cause))"
        }
        appendScores(to: &lines, language)
        append(policy.routes, to: &lines, language) { routeText(of: $0, language) }
        appendNomineePoints(to: &lines, language)
        appendDerivedFacts(to: &lines, language)
        appendWeighing(to: &lines, language)
        appendProcedure(to: &lines, language)
        appendProceedings(to: &lines, language)
        appendDelegation(to: &lines, language)
        return lines.joined(separator: "\n") + "\n"
    }

    private func append(_ neutral: NeutralBand, to lines: inout [String], _ language: Language) {
        let words = ConditionText(policy: policy, language: language, scope: .party)
        let condition = words.text(of: neutral.condition)
        let title = neutral.title.text(in: language)
        lines.append("")
        lines.append("\(neutral.code)  \(title)  ≤ \(neutral.band): \(condition)")
        lines.append("    \(neutral.provenance.citation)")
    }

    private static func ending(_ period: Period, _ language: Language) -> String {
        if let fact = period.anniversaryOf {
            return language == .zh
                ? "，延至“\(fact)”的周年日" : ", to the anniversary of “\(fact)”"
        }
        guard let endOf = period.endOf else { return "" }
        return language == .zh
            ? "，延至该 \(endOf.rawValue) 末" : ", to the end of the \(endOf.rawValue)"
    }

    func append<C: Code, Value>(
        _ parameters: [C: Parameter<C, Value>], to lines: inout [String],
        _ language: Language, _ text: (Value) -> String
    ) {
        for parameter in parameters.values.sorted(by: { $0.code < $1.code }) {
            guard let rule = try? parameter.rule.value(on: day) else { continue }
            lines.append("")
            let title = parameter.title.text(in: language)
            lines.append("\(parameter.code)  \(title)  \(text(rule.value))")
            lines.append("    \(rule.provenance.citation)")
        }
    }

    private static func text(of rule: IndicatorRule, _ language: Language) -> String {
        var text: String
        switch rule.points {
        case .fixed(let points): text = points.description
        case .perUnit(let perUnit):
            text = "\(perUnit.points) / \(perUnit.unit.rawValue)"
            if let cap = perUnit.capPerEvent {
                text += language == .zh ? "，每一事件以 \(cap) 为限" : ", capped at \(cap) an event"
            }
        case .parts: text = language == .zh ? "按各部分计分" : "by parts"
        case .nothing: text = "–"
        }
        if let cap = rule.capPerIndicator {
            text += language == .zh ? "，合计以 \(cap) 为限" : ", capped at \(cap) in all"
        }
        text += Self.text(of: rule.course, language)
        guard let expiry = rule.expiry else { return text }
        let days = expiry.days > 0 ? " + \(expiry.days) d" : ""
        if expiry.isFixed {
            switch language {
            case .zh: text += "；自 \(expiry.anchor.rawValue) 起 \(expiry.months) 个月\(days)"
            case .en: text += "; \(expiry.months) months\(days) from \(expiry.anchor.rawValue)"
            }
            text += ending(expiry, language)
        }
        if let clean = expiry.clean {
            text +=
                language == .zh
                ? "；连续 \(clean.months) 个月无扣分后不再计"
                : "; until \(clean.months) clean months have gone by"
        }
        return text
    }
}
