// SPDX-License-Identifier: Apache-2.0

import Domain

extension ConditionText {
    /// A number drawn from events, in words.
    func text(of aggregate: EventAggregate) -> String {
        switch aggregate {
        case .count(let selection): return "\(counted(selection.indicators))\(text(of: selection))"
        case .sum(let selection, let name):
            let title =
                FactScope.weighing.fact(name, among: policy.facts)?.title.text(in: language) ?? name
            let events = "\(counted(selection.indicators))\(text(of: selection))"
            return language == .zh ? "\(events)“\(title)”合计" : "sum of “\(title)” of \(events)"
        case .rate(let rate): return text(of: rate)
        case .results(let results): return text(of: results)
        case .points(let indicators, let window):
            let events = "\(counted(indicators))\(text(of: window))"
            return language == .zh
                ? "\(events.replacing("事件数", with: "事件"))的分值合计" : "points of \(events)"
        }
    }

    /// A rate in words.
    func text(of rate: EventRate) -> String {
        let codes = [rate.indicators, rate.exposure].map {
            $0.map(\.text).joined(separator: ", ")
        }
        let window = text(of: rate.window)
        switch language {
        case .zh:
            return "\(codes[0]) 占 \(codes[1]) 的百分比（基数不少于 \(rate.exposureMinimum)\(window)）"
        case .en:
            return "percent of \(codes[0]) among at least \(rate.exposureMinimum) of "
                + "\(codes[1])\(window)"
        }
    }

    private func text(of selection: EventSelection) -> String {
        let window = text(of: selection.window)
        guard let condition = selection.condition else { return window }
        let words = ConditionText(policy: policy, language: language, scope: .weighing)
        return "\(window) (\(words.text(of: condition)))"
    }

    private func text(of window: EventWindow?) -> String {
        switch (window, language) {
        case (nil, _): ""
        case (.months(let count)?, .zh): "（最近 \(count) 个月）"
        case (.months(let count)?, .en): " of the last \(count) months"
        case (.days(let count)?, .zh): "（最近 \(count) 日）"
        case (.days(let count)?, .en): " of the last \(count) days"
        case (.period(let period)?, .zh): "（同\(period.chinese)内）"
        case (.period(let period)?, .en): " of the same calendar \(period.rawValue)"
        }
    }

    /// Time since a stated day, in words.
    func text(of time: TimeSince, since title: String) -> String {
        let bounds = Self.text(of: time.bounds)
        switch language {
        case .zh:
            let unit =
                switch time.unit {
                case .days: "天"
                case .months: "个月"
                case .years: "年"
                }
            return "距\(title) \(bounds) \(unit)"
        case .en: return "\(time.unit.rawValue) since \(title) \(bounds)"
        }
    }

    /// What is regained, in words.
    func text(of rule: Regeneration) -> String {
        let codes = rule.breaches.map(\.text).joined(separator: ", ")
        switch language {
        case .zh:
            return "连续 \(rule.monthsBefore) 个月无\(codes.isEmpty ? "扣分" : " \(codes) ")后，每月 "
                + "+\(rule.pointsPerMonth)，最多 +\(rule.pointsMaximum)"
                + (rule.waitingEarns ? "（含等待期）" : "")
        case .en:
            return "+\(rule.pointsPerMonth) for each clean month after \(rule.monthsBefore), "
                + "+\(rule.pointsMaximum) at most"
                + (rule.waitingEarns ? ", the months of waiting included" : "")
                + (codes.isEmpty ? "" : "; breaches: \(codes)")
        }
    }
}

extension PolicyDescription {
    /// What counts besides single events, as members of the start scores.
    static func members(of terms: ScoreTerms, _ policy: Policy) -> [(String, JSONValue?)] {
        let rates = terms.rates.map { term -> JSONValue in
            [
                "code": JSONValue(text: term.code), "title": json(term.title),
                "rate": words(in: policy) { $0.text(of: term.rate) },
                "table": JSONValue(text: term.table),
            ]
        }
        return [
            ("regeneration", terms.regeneration.map { json($0, policy) }),
            ("rates", rates.isEmpty ? nil : .array(rates)),
            ("carryOver", terms.carryOver.map { json($0, policy) }),
        ]
    }

    private static func json(_ rule: Regeneration, _ policy: Policy) -> JSONValue {
        [
            "code": JSONValue(text: rule.code), "title": json(rule.title),
            "after": .integer(Int64(rule.monthsBefore)),
            "perMonth": JSONValue(rule.pointsPerMonth), "atMost": JSONValue(rule.pointsMaximum),
            "waitingEarns": .bool(rule.waitingEarns),
            "breach": rule.breaches.isEmpty
                ? "any" : .array(rule.breaches.map { JSONValue(text: $0) }),
        ]
    }

    private static func json(_ rule: CarryOver, _ policy: Policy) -> JSONValue {
        let rows = rule.rows.map { row -> JSONValue in
            [
                "title": json(row.title), "when": words(in: policy) { $0.text(of: row.result) },
                "points": JSONValue(row.points),
            ]
        }
        return [
            "code": JSONValue(text: rule.code), "title": json(rule.title), "rows": .array(rows),
        ]
    }

    private static func words(
        in policy: Policy, _ text: (ConditionText) -> String
    ) -> JSONValue {
        func words(_ language: Language) -> JSONValue {
            .string(text(ConditionText(policy: policy, language: language, scope: .party)))
        }
        return ["en": words(.en), "zh": words(.zh)]
    }

    /// The scores beside the main one.
    static func scores(_ policy: Policy, on day: CivilDate) -> JSONValue {
        let scores = Dictionary(uniqueKeysWithValues: policy.scoresInOrder.map { ($0.code, $0) })
        return list(scores, on: day) { rule in
            let rows = rule.starts.rows.map { row -> JSONValue in
                .object(present: [
                    ("points", JSONValue(row.points)), ("title", json(row.title)),
                    ("when", row.condition.map { json($0, of: .party, in: policy) }),
                ])
            }
            let caps = rule.caps.map { cap -> JSONValue in
                [
                    "score": .string(ConditionText.text(of: cap.score)),
                    "band": JSONValue(text: cap.band),
                ]
            }
            return [
                ("indicators", .array(rule.indicators.map { JSONValue(text: $0) })),
                ("inTotal", .bool(rule.isInTotal)), ("rows", .array(rows)),
                ("floor", rule.starts.floor.map { JSONValue($0) }),
                ("ceiling", rule.starts.ceiling.map { JSONValue($0) }),
                ("caps", caps.isEmpty ? nil : .array(caps)),
            ]
        }
    }

    /// What counts besides single events, as lines.
    func appendTerms(_ terms: ScoreTerms, to lines: inout [String], _ language: Language) {
        let words = ConditionText(policy: policy, language: language, scope: .party)
        func add(_ code: AdjustmentCode, _ title: LocalText, _ text: String) {
            lines.append("\(code)  \(title.text(in: language))  \(text)")
        }
        if let rule = terms.regeneration { add(rule.code, rule.title, words.text(of: rule)) }
        for term in terms.rates {
            add(term.code, term.title, "\(words.text(of: term.rate)): \(term.table)")
        }
        guard let rule = terms.carryOver else { return }
        for row in rule.rows {
            add(rule.code, row.title, "\(row.points): \(words.text(of: row.result))")
        }
    }

    /// The scores beside the main one, as lines.
    func appendScores(to lines: inout [String], _ language: Language) {
        let scores = Dictionary(uniqueKeysWithValues: policy.scoresInOrder.map { ($0.code, $0) })
        append(scores, to: &lines, language) { rule in
            let codes = rule.indicators.map(\.text).joined(separator: ", ")
            let starts = rule.starts.rows.map { "\($0.points)" }.joined(separator: " / ")
            let caps = rule.caps.map { "; \(ConditionText.text(of: $0.score)) → ≤ \($0.band)" }
            return "\(starts): \(codes)\(caps.joined())"
        }
    }
}

extension CivilPeriod {
    var chinese: String {
        switch self {
        case .year: "一自然年"
        case .quarter: "一季度"
        case .month: "一自然月"
        }
    }
}
