// SPDX-License-Identifier: Apache-2.0

import Domain

extension PolicyDescription {
    /// The groups of indicators that are capped together; nil where there are none.
    static func groups(_ table: StartTable) -> JSONValue? {
        guard !table.groups.isEmpty else { return nil }
        return .array(
            table.groups.map { group in
                .object(present: [
                    ("code", JSONValue(text: group.code)), ("title", json(group.title)),
                    ("cap", group.cap.map { JSONValue($0) }),
                    (
                        "perOccasion",
                        group.occasion.map { ["by": .string($0), "take": "worst"] }
                    ),
                ])
            })
    }

    /// What becomes of an indicator's points later and beside others.
    static func members(of course: PointsCourse?) -> [(String, JSONValue?)] {
        guard let course else { return [] }
        let decay = course.decay.map { step -> JSONValue in
            [
                "afterMonths": .integer(Int64(step.afterMonths)),
                "percent": .integer(Int64(step.percent)),
            ]
        }
        return [
            ("decay", decay.isEmpty ? nil : .array(decay)),
            (
                "capPerPeriod",
                course.capPerPeriod.map {
                    ["points": JSONValue($0.points), "of": .string($0.period.rawValue)]
                }
            ),
            ("group", course.group.map { JSONValue(text: $0) }),
        ]
    }

    /// The same in words; empty where the points stay as they are.
    static func text(of course: PointsCourse?, _ language: Language) -> String {
        guard let course else { return "" }
        let isChinese = language == .zh
        var text = ""
        for step in course.decay {
            text +=
                isChinese
                ? "；满 \(step.afterMonths) 个月后按 \(step.percent)% 计"
                : "; \(step.percent) % after \(step.afterMonths) months"
        }
        if let cap = course.capPerPeriod {
            let period = cap.period.rawValue
            text +=
                isChinese
                ? "；每一 \(period) 以 \(cap.points) 为限" : "; capped at \(cap.points) a \(period)"
        }
        if let group = course.group {
            text += isChinese ? "；属于组 \(group)" : "; in the group \(group)"
        }
        return text
    }
}
