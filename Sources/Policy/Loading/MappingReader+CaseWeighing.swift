// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// The notices that a case tells of.
    mutating func notices(_ events: CaseEvents, currency: String?) -> [GoldenCase.Notice] {
        optionalMappings("notices").compactMap { $0.notice(events, currency: currency) }
    }

    private func notice(_ events: CaseEvents, currency: String?) -> GoldenCase.Notice? {
        var reader = self
        let name = reader.text("id")
        let clockNode = reader.optional("clock")
        let clock = reader.optionalCode("clock", as: ClockCode.self)
        if let clock { reading.refer(to: .clock(clock), at: place(clockNode)) }
        let begins = clock == nil ? nil : reader.date("begins")
        var about = events.assessed.map(\.id)
        if reader.has("events") {
            about = reader.list("events").compactMap { event(of: $0, events) }
        }
        let determinedOn = clock == nil ? reader.date("determinedOn") : nil
        let barUntil = clock == nil ? reader.optionalDate("barUntil") : nil
        let isPenal = clock == nil && (barUntil == nil || reader.has("penalty"))
        let penalty = isPenal ? reader.quantity("penalty", .money) : nil
        let circumstances = clock == nil ? .none : reader.circumstances()
        reader.finish()
        guard let name else { return nil }
        return .init(
            name: name, clock: clock, begins: begins, events: about, determinedOn: determinedOn,
            penalty: penalty?.scaled(toPlaces: 2).flatMap {
                Money(minorUnits: $0, currency: currency ?? "")
            }, barUntil: barUntil, circumstances: circumstances)
    }

    func event(of node: Node, _ events: CaseEvents) -> EventID? {
        guard let name = node.scalar?.string, let event = events.ids[name] else {
            fault(
                node, "The case has no event “\(node.scalar?.string ?? "…")”.",
                cure: "Name the `id:` of one of its events.")
            return nil
        }
        return event
    }

    /// What a case expects of weights, measures and clocks.
    mutating func expectWeighing(_ expected: inout GoldenCase.Expectation, _ events: CaseEvents) {
        if has("assessments") {
            expected.assessments = optionalMappings("assessments").compactMap {
                $0.expectedAssessment(events)
            }
        }
        if let inner = optionalMapping("total") { expected.total = inner.expectedTotal() }
        if has("clocks") {
            expected.clocks = optionalMappings("clocks").compactMap { $0.expectedClock() }
        }
        expectProcedure(&expected, events)
    }

    private func expectedAssessment(_ events: CaseEvents) -> GoldenCase.ExpectedAssessment? {
        var reader = self
        let event = reader.required("event").flatMap { self.event(of: $0, events) }
        let points = reader.optionalPoints("points")
        let isJustified = reader.has("justified") ? reader.bool("justified") : nil
        let measures =
            reader.has("measures")
            ? reader.optionalMappings("measures").compactMap { $0.expectedMeasure() } : nil
        let allowed =
            reader.has("allowed")
            ? reader.optionalMappings("allowed").compactMap { $0.expectedMeasure() } : nil
        reader.finish()
        guard let event else { return nil }
        return .init(
            event: event, points: points, isJustified: isJustified, measures: measures,
            allowed: allowed)
    }

    private func expectedMeasure() -> GoldenCase.ExpectedMeasure? {
        var reader = self
        let code = reader.code("code", as: MeasureCode.self)
        let measure = code.map { reader.expectedMeasure($0) }
        reader.finish()
        return measure
    }

    private mutating func expectedMeasure(_ code: MeasureCode) -> GoldenCase.ExpectedMeasure {
        let size = expectedSize()
        return .init(
            code: code, size: size, band: optionalCode("band", as: BandCode.self),
            from: optionalDate("from"), until: optionalDate("until"),
            shownUntil: optionalDate("shownUntil"))
    }

    private mutating func expectedSize() -> GoldenCase.ExpectedSize {
        if has("amount"), let amount = quantity("amount", .money) { return .amount(amount) }
        if has("permanent"), bool("permanent") ?? false { return .permanent }
        if has("range") {
            let nodes = list("range")
            let edges = nodes.compactMap { decimal(of: $0) }
            if let node = optional("unit"), let least = edges.first {
                let most = nodes.last.flatMap { decimal(of: $0) }
                guard let unit = choice(of: node, "unit", as: LawTable.Result.self) else {
                    return .plain
                }
                return .timeRange(Int(least.mantissa), most.map { Int($0.mantissa) }, unit)
            }
            guard edges.count == 2 else {
                fault(node, "A range has two amounts.", cure: "Write `range: [least, most]`.")
                return .plain
            }
            return .range(edges[0], edges[1])
        }
        for unit in [LawTable.Result.years, .months, .days] where has(unit.rawValue) {
            if let count = integer(unit.rawValue, in: 1...36_500) { return .time(count, unit) }
        }
        return .plain
    }

    private func expectedTotal() -> GoldenCase.ExpectedTotal {
        var reader = self
        var measures: [MeasureRule.Kind: GoldenCase.ExpectedMeasure] = [:]
        for kind in MeasureRule.Kind.allCases {
            guard let node = reader.optional(kind.rawValue) else { continue }
            let code = MeasureCode(kind.rawValue)
            if node.scalar?.string == "none" {
                measures[kind] = .init(
                    code: code, size: .nothing, band: nil, from: nil, until: nil, shownUntil: nil)
            } else if let amount = decimal(of: node) {
                measures[kind] = .init(
                    code: code, size: .amount(amount), band: nil, from: nil, until: nil,
                    shownUntil: nil)
            } else if var inner = reader.mapping(kind.rawValue) {
                measures[kind] = inner.expectedMeasure(code)
                inner.finish()
            }
        }
        let isPublished = reader.has("published") ? reader.bool("published") : nil
        reader.finish()
        return .init(measures: measures, isPublished: isPublished)
    }

    private func expectedClock() -> GoldenCase.ExpectedClock? {
        var reader = self
        let notice = reader.text("notice")
        var days: [String: CivilDate] = [:]
        for (key, value) in node.mapping ?? [:] {
            guard let name = key.string, name != "notice" else { continue }
            _ = reader.optional(name)
            days[name] = date(of: value, name)
        }
        reader.finish()
        guard let notice else { return nil }
        return .init(notice: notice, days: days)
    }

    /// What officers decided of the measures of an event.
    mutating func decisions() -> [MeasureDecision]? {
        guard has("decisions") else { return nil }
        return optionalMappings("decisions").compactMap { start in
            var inner = start
            let measure = inner.code("measure", as: MeasureCode.self)
            let isImposed = inner.bool("imposed", absent: true)
            let size = inner.decidedSize()
            let reason = inner.optionalText("reason")
            inner.finish()
            return measure.map {
                MeasureDecision(
                    measure: $0, isImposed: isImposed, size: size, reason: reason)
            }
        }
    }

    private mutating func decidedSize() -> MeasureDecision.Size? {
        let names = ["amount", "permanent", "years", "months", "days"]
        let stated = names.filter(holds)
        if stated.count > 1 {
            fault(node, "A decision has one size.", cure: "Keep one of its sizes.")
        }
        for name in names { _ = optional(name) }
        switch stated.first {
        case "amount": return quantity("amount", .money).map { .amount($0) }
        case "permanent": return bool("permanent") ?? false ? .permanent : nil
        case let name?:
            guard let unit = LawTable.Result(rawValue: name) else { return nil }
            return integer(name, in: 1...36_500).map { .time($0, unit) }
        case nil: return nil
        }
    }
}
