// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy

/// The comparison of the Canadian pack with the official Schedule 2, cell by cell. What the pack
/// says is compared in every value of its time, so that none of them can differ unseen.
struct CanadianGrid {
    let schedule: CanadianSchedule
    let policy: Policy

    /// What differs; nothing when the pack says what the schedule says.
    func differences() throws -> [String] {
        guard schedule.tables.map(\.count) == [30, 12, 8, 7, 7] else {
            return ["The schedule has tables of \(schedule.tables.map(\.count)) rows."]
        }
        return conditions() + penalties() + bars() + history() + severity()
    }

    /// Table 1: item, provisions, short-form description and type.
    private func conditions() -> [String] {
        schedule.tables[0].flatMap { row -> [String] in
            let (item, provisions, text, type) = (row[0], row[1], row[2], row[3])
            let parts = policy.indicators.values.filter { Self.fact("item", of: $0).contains(item) }
            let separate = ["9": 3, "10": 2, "17": 5][item] ?? 1
            var found =
                parts.count == separate ? [] : ["Table 1, item \(item): \(parts.count) parts"]
            for part in parts {
                let types = Self.fact("violationType", of: part).map { "Type \($0)" }
                if types != [type] { found.append("Table 1, item \(item): \(types), not \(type)") }
                if !part.details.text(in: .en).hasPrefix(text) {
                    found.append("Table 1, item \(item): another description")
                }
                for provision in provisions.replacing(" and ", with: " ").split(separator: " ")
                where !part.rule.values.allSatisfy({ $0.provenance.source.contains(provision) }) {
                    found.append("Table 1, item \(item): \(provision) is not cited")
                }
            }
            return found
        }
    }

    private func penalties() -> [String] {
        let columns = ["A", "B", "C"].flatMap { [[$0, "small"], [$0, "large"]] }
        return cells(of: 2, in: "ca.penalty", gives: .money, columns)
    }

    private func bars() -> [String] {
        cells(of: 3, in: "ca.bar", gives: .years, ["A", "B", "C"].map { [$0] })
    }

    /// Tables 2 and 3: what 0 to 20 points give in each column.
    private func cells(
        of number: Int, in code: String, gives result: LawTable.Result, _ columns: [[String]]
    ) -> [String] {
        let values = policy.tables[TableCode(code)]?.rule.values ?? []
        var found = values.isEmpty ? ["Table \(number): not in the pack"] : []
        for value in values {
            let table = value.value
            if table.result != result { found.append("Table \(number): \(table.result)") }
            for points in 0...20 {
                let row =
                    schedule.tables[number - 1]
                    .first { CanadianSchedule.takes(points, head: $0[1]) } ?? []
                for (words, text) in zip(columns, row.dropFirst(2)) {
                    let cell = table.cell(ExactDecimal(mantissa: Int64(points), places: 0), words)
                    if cell == nil || cell != CanadianSchedule.cell(text) {
                        found.append("Table \(number), \(points) points, \(words): not \(text)")
                    }
                }
                if row.count != columns.count + 2 {
                    found.append("Table \(number), \(points) points: no row")
                }
            }
        }
        return found
    }

    /// Table 4: the points of the first to the fifth violation of each type.
    private func history() -> [String] {
        var found: [String] = []
        for row in schedule.tables[3] {
            let criterion = row[1]
            let place = ["first", "second", "third"]
                .firstIndex {
                    criterion.hasSuffix("— \($0) violation") || criterion.contains("— \($0) or")
                }
            guard let place, let points = ExactDecimal(row[2]).flatMap(Points.init) else {
                found.append("Table 4: \(criterion)")
                continue
            }
            let places = criterion.contains("or subsequent") ? place...4 : place...place
            for type in criterion.matches(of: /Type ([ABC])/).map({ String($0.output.1) }) {
                for place in places
                where ordinals.contains(where: { Self.points($0, type, place) != points }) {
                    found.append("Table 4, Type \(type), \(place + 1): not \(points)")
                }
            }
        }
        return ordinals.isEmpty ? ["Table 4: not in the pack"] : found
    }

    /// Table 5: the range of each criterion, in order; the last two came on 2020-04-20.
    private func severity() -> [String] {
        var found = assessments.isEmpty ? ["Table 5: not in the pack"] : []
        for value in assessments {
            let rows = schedule.tables[4].prefix(value.validity.from < day("2020-04-20") ? 5 : 7)
            let criteria = value.value.points.flatMap { part -> [WeightPart.Criterion] in
                if case .grades(let criteria) = part { criteria } else { [] }
            }
            let ranges = criteria.map { "\($0.range.lowerBound) to \($0.range.upperBound)" }
            if ranges != rows.map({ $0[2] }) {
                found.append("Table 5 from \(value.validity.from): \(ranges)")
            }
        }
        return found
    }

    private var assessments: [DatedValue<AssessmentRule>] {
        policy.assessments(on: day("2026-06-12")).flatMap(\.assessment.rule.values)
    }

    private var ordinals: [WeightPart.OrdinalTable] {
        assessments.flatMap { value in
            value.value.points.compactMap { part in
                if case .ordinal(let table) = part { table } else { nil }
            }
        }
    }

    private static func points(
        _ table: WeightPart.OrdinalTable, _ type: String, _ place: Int
    ) -> Points? {
        table.points[type].flatMap { $0.isEmpty ? nil : $0[min(place, $0.count - 1)] }
    }

    /// The different words that an indicator's own fact has over time.
    private static func fact(_ name: String, of indicator: Indicator) -> Set<String> {
        Set(
            indicator.rule.values.map { value in
                switch value.value.facts.first(where: { $0.name == name })?.value {
                case .integer(let number): String(number)
                case .string(let word): word
                default: "?"
                }
            })
    }
}
