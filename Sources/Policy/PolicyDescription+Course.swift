// SPDX-License-Identifier: Apache-2.0

import Domain

extension PolicyDescription {
    static func groups(_ table: StartTable) -> JSONValue? {
        guard !table.groups.isEmpty else { return nil }
        return .array(
            table.groups.map { group in
                [
                    "code": JSONValue(text: group.code), "title": json(group.title),
                    "cap": JSONValue(group.cap),
                ]
            })
    }

    static func decay(_ course: PointsCourse) -> JSONValue? {
        guard !course.decay.isEmpty else { return nil }
        return .array(
            course.decay.map { step in
                [
                    "afterMonths": .integer(Int64(step.afterMonths)),
                    "percent": .integer(Int64(step.percent)),
                ]
            })
    }

    static func json(_ cap: PointsCourse.PeriodCap) -> JSONValue {
        ["points": JSONValue(cap.points), "of": .string(cap.period.rawValue)]
    }

    /// What becomes of the points later and beside others, in words; empty where nothing does.
    static func text(of course: PointsCourse?, _ language: Language) -> String {
        guard let course else { return "" }
        let isChinese = language == .zh
        var text = ""
        for step in course.decay {
            text +=
                isChinese
                ? "；满 \(step.afterMonths) 个月后按 \(step.percent)% 计"
                : "; \(step.percent)% after \(step.afterMonths) months"
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

    /// How a period is prolonged, in words.
    static func text(ofEnd period: Period, _ language: Language) -> String {
        guard let end = period.endOf?.rawValue else { return "" }
        return language == .zh ? "，至该 \(end) 末" : ", to the end of the \(end)"
    }
}
