// SPDX-License-Identifier: Apache-2.0

import Domain

extension PolicyDescription {
    static func notices(_ value: DatedValue<NoticeRule>) -> JSONValue {
        let totals = value.value.totals.map { total -> JSONValue in
            .object(present: [
                ("kind", .string(total.kind.rawValue)),
                ("combine", .string(total.combination.rawValue)),
                (
                    "cap",
                    total.cap.map { JSONValue($0) }
                        ?? total.timeCap.map { .object([$0.member]) }
                ),
                ("rollingMonths", total.rolling.map { .integer(Int64($0.months)) }),
                ("rollingCap", total.rolling.map { JSONValue($0.cap) }),
            ])
        }
        let lists = value.value.atMostOne.map { kinds -> JSONValue in
            .array(kinds.map { .string($0.rawValue) })
        }
        return dated(
            value,
            [
                ("totals", .array(totals)),
                ("atMostOne", lists.isEmpty ? nil : .array(lists)),
            ])
    }

    static func clock(_ clock: ClockRule, _ policy: Policy) -> [(String, JSONValue?)] {
        let steps = clock.steps.map { step -> JSONValue in
            let lengths = step.lengths.map { length -> JSONValue in
                .object(
                    present: members(of: length) + [
                        ("when", length.condition.map { json($0, of: .clock, in: policy) })
                    ])
            }
            return .object(present: [
                ("name", .string(step.name)), ("title", json(step.title)),
                ("after", .array(step.after.map { .string($0) })),
                ("which", step.after.count > 1 ? .string(step.which.rawValue) : nil),
                ("lengths", .array(lengths)),
                ("onHoliday", .string(step.onHoliday.rawValue)),
                ("stops", .bool(step.isStoppable)),
                ("extension", step.extensionMost.map(json)),
            ])
        }
        return [
            ("begins", .string(clock.begins)),
            ("calendar", clock.calendar.map { JSONValue(text: $0) }),
            ("steps", .array(steps)),
        ]
    }

    /// The calendars, without their days.
    static func calendars(_ policy: Policy) -> JSONValue {
        .array(
            policy.calendars.sorted { $0.key < $1.key }.map { code, calendar in
                .object(
                    present: [
                        ("code", JSONValue(text: code)), ("title", json(calendar.title)),
                        ("publishedFrom", JSONValue(text: calendar.published.from)),
                        ("publishedUntil", calendar.published.until.map { JSONValue(text: $0) }),
                    ] + members(of: calendar.provenance))
            })
    }

    /// Assessments, tables and clocks as lines.
    func appendWeighing(to lines: inout [String], _ language: Language) {
        append(policy.assessments, to: &lines, language) { rule in
            rule.measures.map { $0.title.text(in: language) }
                .joined(separator: language == .zh ? "、" : ", ")
        }
        append(policy.tables, to: &lines, language) { table in
            let across = table.across.isEmpty ? "" : " × \(table.across.joined(separator: " × "))"
            let rows = table.rows.map { row in
                "\n    \(ConditionText.text(of: row.bounds)): "
                    + row.cells.map(Self.text).joined(separator: "  ")
            }
            let head = table.columns.map { $0.joined(separator: "-") }.joined(separator: "  ")
            return "\(table.result.rawValue): \(table.key)\(across)"
                + (head.isEmpty ? "" : "\n    \(head)") + rows.joined()
        }
        append(policy.clocks, to: &lines, language) { clock in
            clock.steps.map { step in
                let lengths = step.lengths.map { Self.text(of: $0, language) }
                return "\(step.name) = \(step.after) + \(lengths.joined(separator: " / "))"
            }.joined(separator: ", ")
        }
    }

    private static func text(of cell: LawTable.Cell) -> String {
        switch cell {
        case .nothing: "–"
        case .number(let number): number.description
        case .permanent: "permanent"
        }
    }
}

extension NoticeRule.TimeCap {
    /// `months: 24`.
    fileprivate var member: JSONValue.Member {
        .init(unit.rawValue, .integer(Int64(count)))
    }
}
