// SPDX-License-Identifier: Apache-2.0

package import Domain

extension PackLoading {
    /// Whatever an assessment asks for must be there while it is in force.
    func check(_ rule: AssessmentRule, during validity: Validity, at place: PackReading.Place) {
        for code in rule.tables.sorted() {
            guard let values = tables[code]?.rule.values else { continue }
            checkCovers(values.map(\.validity), validity, "table “\(code)”", at: place)
        }
        if !rule.measures.isEmpty, let notices {
            // What happens on the last day is determined on it at the earliest.
            checkCovers(notices.values.map(\.validity), validity, "notices.yaml", at: place)
        }
        checkWords(of: rule, during: validity, at: place)
        checkWholePoints(of: rule, during: validity, at: place)
    }

    private func checkCovers(
        _ values: [Validity], _ validity: Validity, _ what: String, at place: PackReading.Place
    ) {
        // Values follow each other without a gap, or that is a fault of its own.
        guard let first = values.first, let last = values.last else { return }
        if first.from > validity.from {
            reading.fault(
                place, "The assessment uses \(what), which is in force from \(first.from) only.",
                cure: "Begin the assessment on \(first.from), or that one on \(validity.from).")
        }
        if let until = last.until, validity.until.map({ $0 > until }) ?? true {
            reading.fault(
                place, "The assessment uses \(what), which is in force until \(until) only.",
                cure: "End the assessment on \(until), or let that one last as long.")
        }
    }

    /// Each indicator states the words by which its events are always told apart.
    private func checkWords(
        of rule: AssessmentRule, during validity: Validity, at place: PackReading.Place
    ) {
        let across = rule.unconditionalTables.flatMap { code in
            values(of: code, during: validity).flatMap(\.across)
        }
        let names = Set(rule.ordinalWords + across).filter { name in
            facts.contains { $0.name == name && $0.subject == .indicator }
        }
        guard !names.isEmpty else { return }
        for indicator in indicators.values.sorted(by: { $0.code < $1.code })
        where rule.takes(indicator.code) {
            for value in indicator.rule.values where value.validity.overlaps(validity) {
                let stated = Set(value.value.facts.map(\.name))
                for name in names.subtracting(stated).sorted() {
                    reading.fault(
                        place,
                        "The indicator “\(indicator.code)” does not state “\(name)” from "
                            + "\(value.validity.from) on.",
                        cure: "Add it to `facts:` of indicators/\(indicator.code).yaml.")
                }
            }
        }
    }

    /// A table of whole points takes whole points only.
    private func checkWholePoints(
        of rule: AssessmentRule, during validity: Validity, at place: PackReading.Place
    ) {
        let needsWhole = rule.tables.contains { code in
            values(of: code, during: validity).contains {
                $0.isWhole && $0.key == FactDefinition.points.name
            }
        }
        guard needsWhole else { return }
        let weighsWhole =
            rule.points.allSatisfy { isWhole($0, during: validity) }
            && rule.reductions.allSatisfy { $0.points.isWhole && $0.floor.isWhole }
        if !weighsWhole {
            reading.fault(
                place, "A table of whole points is asked with points that may have decimals.",
                cure: "Leave out `whole: true` in the table, or weigh in whole points.")
        }
    }

    private func isWhole(_ part: WeightPart, during validity: Validity) -> Bool {
        switch part {
        case .fixed(let points): points.isWhole
        case .each(let points, let name, let cap):
            points.isWhole && cap?.isWhole ?? true
                && FactScope.weighing.fact(name, among: facts)?.kind != .decimal
        case .ordinal(let table): table.points.values.joined().allSatisfy(\.isWhole)
        case .grades: true
        case .table(let code):
            values(of: code, during: validity).allSatisfy { table in
                table.rows.flatMap(\.cells).allSatisfy { cell in
                    if case .number(let number) = cell { number.places == 0 } else { true }
                }
            }
        }
    }

    private func values(of code: TableCode, during validity: Validity) -> [LawTable] {
        (tables[code]?.rule.values ?? []).filter { $0.validity.overlaps(validity) }.map(\.value)
    }

    /// A table by which events are weighed cannot be read by their weight.
    func check(_ code: TableCode, weighsAt place: PackReading.Place) {
        check(circle: code, weighsAt: place)
        guard let values = tables[code]?.rule.values,
            values.contains(where: { $0.value.key == FactDefinition.points.name })
        else { return }
        reading.fault(
            place, "The table “\(code)” asks for points while an event is being weighed.",
            cure: "Name a table by another number.")
    }

    /// A fact that follows from another one that follows stands after it.
    func check(_ condition: Predicate, derives name: String, at place: PackReading.Place) {
        guard let own = facts.firstIndex(where: { $0.name == name }) else { return }
        let later = facts[own...].filter { $0.derivation != nil }.map(\.name)
        for other in condition.factNames.intersection(later).sorted() {
            reading.fault(
                place,
                other == name
                    ? "The fact “\(name)” follows from itself."
                    : "The fact “\(other)” is derived only after “\(name)”.",
                cure: "Move “\(name)” below what it follows from, or ask for another fact.")
        }
    }
}

extension AssessmentRule {
    /// The tables it reads.
    package var tables: Set<TableCode> {
        Set(weighingTables + measures.flatMap { $0.size?.tables ?? [] })
    }

    /// The tables that every event it takes is looked up in.
    fileprivate var unconditionalTables: [TableCode] {
        weighingTables
            + measures.filter { $0.condition == nil && $0.unless.isEmpty }
            .compactMap { $0.size?.table }
    }

    private var weighingTables: [TableCode] {
        points.compactMap { part in
            if case .table(let code) = part { code } else { nil }
        }
    }

    /// The facts by whose words repetitions are told apart.
    fileprivate var ordinalWords: [String] {
        points.compactMap { part in
            if case .ordinal(let table) = part { table.by } else { nil }
        }
    }
}

extension MeasureSize {
    /// The table that every such measure is looked up in.
    fileprivate var table: TableCode? {
        switch self {
        case .table(let code): code
        case .upTo(let size): size.table
        case .percent(_, let size, _): size.table
        case .fixed, .each, .eachTime, .range, .units, .reckoned, .first: nil
        }
    }

    /// The tables that one may be looked up in.
    fileprivate var tables: [TableCode] {
        switch self {
        case .first(let tiers): tiers.flatMap(\.size.tables)
        case .percent(_, let size, _), .upTo(let size): size.tables
        default: table.map { [$0] } ?? []
        }
    }
}

extension Points {
    fileprivate var isWhole: Bool { thousandths % 1_000 == 0 }
}

extension Predicate {
    /// The names of the facts it asks for.
    var factNames: Set<String> {
        switch self {
        case .all(let parts), .any(let parts):
            parts.reduce(into: []) { $0.formUnion($1.factNames) }
        case .not(let part): part.factNames
        case .fact(let name, _), .since(let name, _): [name]
        case .role, .kind, .count, .aggregate: []
        }
    }
}
