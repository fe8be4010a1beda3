// SPDX-License-Identifier: Apache-2.0

public import Domain

extension Policy {
    /// A condition on nominee and party in words.
    public func text(ofNominee condition: Predicate) -> LocalText {
        func text(_ language: Language) -> String {
            ConditionText(policy: self, language: language, scope: .nomination).text(of: condition)
        }
        return LocalText(en: text(.en), zh: text(.zh))
    }
}

extension Bounds {
    /// The bounds in signs, as `≥ 35, < 45`, the same in each language.
    public var words: LocalText {
        let text = ConditionText.text(of: self)
        return LocalText(en: text, zh: text)
    }
}

extension PolicyDescription {
    static func nomineePoints(
        _ rule: NomineePointsRule, _ policy: Policy
    ) -> [(String, JSONValue?)] {
        let items = rule.items.map { item -> JSONValue in
            .object(
                present: [
                    ("code", JSONValue(text: item.code)), ("title", json(item.title)),
                    ("max", JSONValue(item.maximum)),
                    ("min", item.minimum < .zero ? JSONValue(item.minimum) : nil),
                    ("atLeast", item.needed.map { JSONValue($0) }),
                ] + members(of: item.scale, policy))
        }
        let bands = rule.bands.map { band -> JSONValue in
            ["code": JSONValue(text: band.code), "atLeast": JSONValue(band.atLeast)]
        }
        let direct = rule.direct.map { way -> JSONValue in
            [
                "band": JSONValue(text: way.band), "title": json(way.title),
                "when": json(way.condition, of: .nomination, in: policy),
            ]
        }
        return [
            ("items", .array(items)), ("cap", rule.cap.map { JSONValue($0) }),
            ("bands", .array(bands)), ("direct", .array(direct)),
        ]
    }

    private static func members(
        of scale: NomineePointsRule.Scale, _ policy: Policy
    ) -> [(String, JSONValue?)] {
        switch scale {
        case .rows(let rows):
            let rows = rows.map { row -> JSONValue in
                .object(present: [
                    ("title", row.title.map(json)), ("points", JSONValue(row.points)),
                    ("when", json(row.condition, of: .nomination, in: policy)),
                ])
            }
            return [("rows", .array(rows))]
        case .numbers(let fact, let rows):
            let rows = rows.map { row -> JSONValue in
                [
                    "numbers": .string(ConditionText.text(of: row.bounds)),
                    "points": JSONValue(row.points),
                ]
            }
            return [("by", .string(fact)), ("rows", .array(rows))]
        case .perUnit(let fact, let from, let points, let each):
            return [
                ("by", .string(fact)), ("from", .integer(Int64(from))),
                ("points", JSONValue(points)), ("each", JSONValue(each)),
            ]
        case .stated(let fact): return [("stated", .string(fact))]
        }
    }

    /// The tables of points for nominees as lines.
    func appendNomineePoints(to lines: inout [String], _ language: Language) {
        append(policy.nomineePoints, to: &lines, language) { rule in
            let bands = rule.bands.map { "\($0.code) ≥ \($0.atLeast)" }
            let items = rule.items.map { item in
                let least = item.minimum < .zero ? "\(item.minimum) ≤ " : ""
                let needed = item.needed.map { ", ≥ \($0)" } ?? ""
                return "\n    \(item.title.text(in: language))  \(least)≤ \(item.maximum)\(needed)"
            }
            return bands.joined(separator: ", ") + items.joined()
        }
    }
}
