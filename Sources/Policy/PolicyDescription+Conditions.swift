// SPDX-License-Identifier: Apache-2.0

import Domain

/// Conditions of the law in words, with the facts called as the pack calls them.
struct ConditionText {
    let policy: Policy
    let language: Language
    let scope: FactScope

    func text(of condition: Predicate) -> String {
        switch condition {
        case .all(let parts): joined(parts, by: language == .zh ? " 且 " : " and ")
        case .any(let parts): joined(parts, by: language == .zh ? " 或 " : " or ")
        case .not(let part): language == .zh ? "并非（\(text(of: part))）" : "not (\(text(of: part)))"
        case .fact(let name, let comparison):
            "\(title(ofFact: name)) \(text(of: comparison))"
        case .role(let roles):
            (language == .zh ? "角色为 " : "role ")
                + list(roles.map { JSONValue.string($0.rawValue) })
        case .kind(let kinds):
            (language == .zh ? "主体类别为 " : "kind ")
                + list(kinds.map { JSONValue.string($0.rawValue) })
        case .count(let indicators, let bounds):
            "\(counted(indicators)) \(Self.text(of: bounds))"
        case .aggregate(let aggregate, let bounds):
            "\(text(of: aggregate)) \(Self.text(of: bounds))"
        case .since(let name, let time): text(of: time, since: title(ofFact: name))
        }
    }

    /// What brings an override about, and for how long.
    func text(of cause: OverrideRule.Cause) -> String {
        switch cause {
        case .party(let condition): return text(of: condition)
        case .previous(let result): return text(of: result)
        case .event(let indicators, let condition, let holds):
            let codes = indicators.map(\.text).joined(separator: ", ")
            let extra = condition.map { " (\(text(of: $0)))" } ?? ""
            return "\(codes)\(extra); \(text(of: holds))"
        }
    }

    private func text(of holds: OverrideRule.Holding) -> String {
        let anchor = holds.anchor.rawValue
        let isChinese = language == .zh
        let end =
            switch holds.length {
            case .forEver: isChinese ? "至永久" : "for ever"
            case .months(let count):
                isChinese
                    ? "至第 \(holds.afterMonths + count) 个月"
                    : "to month \(holds.afterMonths + count)"
            case .days(let count): isChinese ? "，\(count) 日内" : "for \(count) days"
            case .endOf(let period, let later):
                isChinese
                    ? "至\(later == 0 ? "该期" : "其后第 \(later) 个")\(period.chinese)末"
                    : "to the end of the \(period.rawValue)"
                        + (later == 0 ? "" : ", \(later) later")
            }
        return isChinese
            ? "自 \(anchor) 起第 \(holds.afterMonths) 个月\(end)"
            : "from month \(holds.afterMonths) \(end) after \(anchor)"
    }

    private func joined(_ parts: [Predicate], by word: String) -> String {
        parts.map { part in
            switch part {
            case .all, .any: language == .zh ? "（\(text(of: part))）" : "(\(text(of: part)))"
            default: text(of: part)
            }
        }.joined(separator: word)
    }

    func title(ofFact name: String) -> String {
        let title = scope.fact(name, among: policy.facts)?.title.text(in: language) ?? name
        return "“\(title)”"
    }

    func counted(_ indicators: [IndicatorCode]) -> String {
        let codes = indicators.map(\.text).joined(separator: ", ")
        switch language {
        case .zh: return indicators.isEmpty ? "已确认事件数" : "已确认的 \(codes) 事件数"
        case .en:
            return indicators.isEmpty ? "confirmed events" : "confirmed events of \(codes)"
        }
    }

    private func text(of comparison: Predicate.Comparison) -> String {
        switch comparison {
        case .equals(let value): "= \(Self.text(of: value))"
        case .isIn(let values): "∈ \(list(values))"
        case .within(let bounds): Self.text(of: bounds)
        case .isKnown(true): language == .zh ? "已载明" : "is stated"
        case .isKnown(false): language == .zh ? "未载明" : "is not stated"
        }
    }

    private func list(_ values: [JSONValue]) -> String {
        values.map { Self.text(of: $0) }.joined(separator: language == .zh ? "、" : ", ")
    }

    static func text(of value: JSONValue) -> String {
        switch value {
        case .bool(let truth): "\(truth)"
        case .integer(let number): "\(number)"
        case .decimal(let number): "\(number)"
        case .string(let word): word
        default: "–"
        }
    }

    static func text<Value>(of bounds: Bounds<Value>) -> String {
        if let lower = bounds.lower, let upper = bounds.upper, lower.value == upper.value {
            return "= \(lower.value)"
        }
        let lower = bounds.lower.map { "\($0.isInclusive ? "≥" : ">") \($0.value)" }
        let upper = bounds.upper.map { "\($0.isInclusive ? "≤" : "<") \($0.value)" }
        return [lower, upper].compactMap(\.self).joined(separator: ", ")
    }
}

extension PolicyDescription {
    /// A condition in both languages, as a member of the JSON.
    static func json(
        _ condition: Predicate, of scope: FactScope, in policy: Policy
    ) -> JSONValue {
        func text(_ language: Language) -> JSONValue {
            let words = ConditionText(policy: policy, language: language, scope: scope)
            return .string(words.text(of: condition))
        }
        return ["en": text(.en), "zh": text(.zh)]
    }

    static func json(_ cause: OverrideRule.Cause, in policy: Policy) -> JSONValue {
        func text(_ language: Language) -> JSONValue {
            let words = ConditionText(policy: policy, language: language, scope: cause.scope)
            return .string(words.text(of: cause))
        }
        return ["en": text(.en), "zh": text(.zh)]
    }
}

extension OverrideRule.Cause {
    /// Whose facts the condition asks for.
    var scope: FactScope {
        switch self {
        case .event: .event
        case .party, .previous: .party
        }
    }
}
