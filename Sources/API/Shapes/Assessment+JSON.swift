// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Policy
import Scoring

extension TraceStep {
    /// `{"step","in","out","source"}`; what the part of the law is called stands first in `in`.
    func json(in language: Language) -> JSONValue {
        let title = title.map { JSONValue.Member("title", .string($0.text(in: language))) }
        return [
            "step": .string(step), "in": .object((title.map { [$0] } ?? []) + input),
            "out": output, "source": .string(source),
        ]
    }
}

extension Measure {
    /// Code, kind and size of a measure, and the days on which it holds where it lasts.
    func json(in language: Language) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("code", JSONValue(text: code)), .init("kind", .string(kind.rawValue)),
            .init("title", .string(title.text(in: language))),
        ]
        members += size.members
        if let band { members.append(.init("band", JSONValue(text: band))) }
        members += Self.days(from, until, shownUntil)
        members.append(.init("for", .string(bearer.rawValue)))
        if let bearerTitle {
            members.append(.init("bearer", .string(bearerTitle.text(in: language))))
        }
        members += [.init("published", .bool(isPublished)), .init("source", .string(source))]
        return .object(members)
    }

    fileprivate static func days(
        _ from: CivilDate?, _ until: CivilDate?, _ shownUntil: CivilDate?
    ) -> [JSONValue.Member] {
        guard let from else { return [] }
        return [
            .init("from", JSONValue(text: from)), .init("until", .orNull(until)),
            .init("shownUntil", .orNull(shownUntil)),
        ]
    }
}

extension Measure.Size {
    /// `amount`, `range`, `timeRange`, or `years`, `months` or `days`, or `permanent`; none where
    /// it has no size.
    fileprivate var members: [JSONValue.Member] {
        switch self {
        case .none: []
        case .amount(let money): [.init("amount", money.json)]
        case .range(let least, let most, let guideline):
            [
                .init(
                    "range",
                    [
                        "atLeast": least.json, "atMost": most.json,
                        "guideline": guideline?.json ?? .null,
                    ])
            ]
        case .time(let count, let unit): [.init(unit.rawValue, .integer(Int64(count)))]
        case .timeRange(let range):
            [
                .init(
                    "timeRange",
                    [
                        "unit": .string(range.unit.rawValue),
                        "atLeast": .integer(Int64(range.least)),
                        "atMost": range.most.map { .integer(Int64($0)) } ?? .null,
                        "guideline": range.guideline.map { .integer(Int64($0)) } ?? .null,
                    ])
            ]
        case .permanent: [.init("permanent", true)]
        }
    }
}

extension NoticeAssessment {
    /// What is imposed in all, by kind of measure; a penalty and a bar are always named.
    var total: JSONValue {
        let kinds = MeasureRule.Kind.allCases.filter { kind in
            kind == .penalty || kind == .bar || totals.contains { $0.kind == kind }
        }
        return .object(
            kinds.map { kind in
                .init(kind.rawValue, totals.first { $0.kind == kind }?.json ?? .null)
            })
    }
}

extension NoticeTotal {
    /// The amount where it is one, as the contract writes a total penalty; else size and days.
    fileprivate var json: JSONValue {
        if case .amount(let money) = imposed { return money.json }
        return .object(imposed.members + Measure.days(from, until, shownUntil))
    }
}

extension ClockRun {
    /// The days of a notice.
    func json(of notice: String, in language: Language) -> JSONValue {
        [
            "notice": .string(notice), "clock": JSONValue(text: clock),
            "begins": JSONValue(text: begins),
            "days": .array(
                steps.map { step in
                    [
                        "name": .string(step.name),
                        "title": .string(step.title.text(in: language)),
                        "day": JSONValue(text: step.day),
                        "provisional": .bool(step.isProvisional),
                        "trace": step.trace.json(in: language),
                    ]
                }),
        ]
    }
}
