// SPDX-License-Identifier: Apache-2.0

import Domain

extension PolicyDescription {
    static func assessment(
        _ rule: AssessmentRule, _ policy: Policy
    ) -> [(String, JSONValue?)] {
        func when(_ condition: Predicate?, of scope: FactScope = .weighing) -> JSONValue? {
            condition.map { json($0, of: scope, in: policy) }
        }
        let justifications = rule.justifications.map { item -> JSONValue in
            .object(present: [
                ("title", json(item.title)), ("when", when(item.condition)),
                ("source", item.source.map { .string($0) }),
            ])
        }
        let reductions = rule.reductions.map { item -> JSONValue in
            .object(present: [
                ("title", json(item.title)), ("when", when(item.condition)),
                ("points", JSONValue(item.points)), ("floor", JSONValue(item.floor)),
                ("source", item.source.map { .string($0) }),
            ])
        }
        return [
            ("indicators", rule.indicators.isEmpty ? .string("any") : codes(rule.indicators)),
            ("justifications", .array(justifications)),
            ("points", .array(rule.points.map(json))),
            ("reductions", .array(reductions)),
            ("measures", .array(rule.measures.map { json($0, policy) })),
        ]
    }

    static func codes(_ codes: [some Code]) -> JSONValue {
        .array(codes.map { JSONValue(text: $0) })
    }

    static func json(_ part: WeightPart) -> JSONValue {
        switch part {
        case .fixed(let points): return ["fixed": JSONValue(points)]
        case .each(let points, let name, let cap):
            return .object(present: [
                ("each", JSONValue(points)), ("of", .string(name)),
                ("cap", cap.map { JSONValue($0) }),
            ])
        case .table(let code): return ["table": JSONValue(text: code)]
        case .grades(let criteria):
            return [
                "grades": .array(
                    criteria.map { criterion in
                        .object(present: [
                            ("name", .string(criterion.name)), ("title", json(criterion.title)),
                            ("atLeast", .integer(Int64(criterion.range.lowerBound))),
                            ("atMost", .integer(Int64(criterion.range.upperBound))),
                            ("guideline", criterion.guideline.map(json)),
                        ])
                    })
            ]
        case .ordinal(let table):
            let points = table.points.sorted { $0.key < $1.key }.map { word, points in
                JSONValue.Member(word, .array(points.map { JSONValue($0) }))
            }
            return [
                "ordinal": .object(present: [
                    ("by", .string(table.by ?? "all")),
                    ("occasion", table.occasion.map { .string($0) }),
                    ("since", table.since.map { JSONValue(text: $0) }),
                    table.window.map(member) ?? ("months", nil),
                    ("before", .string(table.before.rawValue)),
                    ("points", .object(points)),
                ])
            ]
        }
    }

    private static func json(_ guideline: WeightPart.Guideline) -> JSONValue {
        [
            "atLeast": .integer(Int64(guideline.range.lowerBound)),
            "atMost": .integer(Int64(guideline.range.upperBound)),
            "reason": .string(guideline.reason),
        ]
    }

    static func table(_ table: LawTable) -> [(String, JSONValue?)] {
        let rows = table.rows.map { row -> JSONValue in
            .object(present: [
                ("numbers", .string(ConditionText.text(of: row.bounds))),
                ("give", .array(row.cells.map(json))),
            ])
        }
        return [
            ("gives", .string(table.result.rawValue)), ("by", .string(table.key)),
            ("across", .array(table.across.map { .string($0) })),
            ("columns", .array(table.columns.map { .array($0.map { .string($0) }) })),
            ("rows", .array(rows)),
        ]
    }

    private static func json(_ cell: LawTable.Cell) -> JSONValue {
        switch cell {
        case .nothing: .null
        case .number(let number): JSONValue(number)
        case .permanent: "permanent"
        }
    }
}
