// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// Stops, extensions and facts of a notice.
    mutating func circumstances() -> ClockCircumstances {
        let stops = stops()
        let extensions = optionalMappings("extensions").compactMap {
            start -> ClockCircumstances.Extension? in
            var inner = start
            let step = inner.text("step")
            if inner.has("until") {
                let until = inner.date("until")
                inner.finish()
                guard let step, let until else { return nil }
                return .init(step: step, extent: .to(until))
            }
            let length = inner.length(in: 0...3_660)
            inner.finish()
            guard let step, let length else { return nil }
            return .init(step: step, extent: .by(length.count, length.unit))
        }
        return .init(stops: stops, extensions: extensions, facts: statedFacts(of: .clock))
    }

    /// Days on which a clock or a duty stood still.
    private mutating func stops() -> [ClockCircumstances.Stop] {
        optionalMappings("stops").compactMap { start -> ClockCircumstances.Stop? in
            var inner = start
            let from = inner.date("from")
            let until = inner.date("until")
            inner.finish()
            guard let from, let until else { return nil }
            return .init(from: from, until: until)
        }
    }

    /// What ended a duty.
    private mutating func dutyEnded() -> DutyFiling.End? {
        guard var inner = optionalMapping("ended") else { return nil }
        let word = inner.text("with")
        let day = inner.date("on")
        inner.finish()
        guard let word, let day else { return nil }
        return .init(word: word, day: day)
    }

    /// What a case tells of duties.
    mutating func filings() -> [DutyFiling] {
        optionalMappings("filings").compactMap { start in
            var reader = start
            let name = reader.text("id")
            let duty = reader.code("duty", as: DutyCode.self)
            let dutyNode = reader.optional("duty")
            if let duty {
                let place = reader.place(dutyNode)
                reading.later { loading in
                    guard loading.procedure.duties[duty] == nil else { return }
                    loading.reading.fault(
                        place, "No duty “\(duty)” stands in this pack.",
                        cure: "Mend the code, or add duties/\(duty).yaml.")
                }
            }
            let raisedOn = reader.date("raisedOn")
            let filing = name.flatMap { name in
                duty.flatMap { duty in
                    raisedOn.map { raisedOn in
                        DutyFiling(
                            name: name, duty: duty, raisedOn: raisedOn,
                            filedOn: reader.optionalDate("filedOn"),
                            kind: reader.optionalText("kind"),
                            extendedTo: reader.optionalDate("extendedTo"),
                            isWaived: reader.bool("waived", absent: false),
                            facts: reader.statedFacts(of: .clock),
                            raisedBy: reader.optionalText("raisedBy"), stops: reader.stops(),
                            ended: reader.dutyEnded())
                    }
                }
            }
            reader.finish()
            return filing
        }
    }

    /// What a case tells of the repair of an event.
    func repairApplication() -> RepairApplication {
        var reader = self
        let application = RepairApplication(
            appliedOn: reader.optionalDate("appliedOn"), curedOn: reader.optionalDate("curedOn"),
            grantedOn: reader.optionalDate("grantedOn"), facts: reader.statedFacts(of: .repair))
        reader.finish()
        return application
    }

    /// What a case expects of duties, displays and repairs.
    mutating func expectProcedure(_ expected: inout GoldenCase.Expectation, _ events: CaseEvents) {
        if has("duties") {
            expected.duties = optionalMappings("duties").compactMap { $0.expectedDuty() }
        }
        if has("displays") {
            expected.displays = optionalMappings("displays").compactMap {
                $0.expectedDisplay(events)
            }
        }
        if has("repairs") {
            expected.repairs = optionalMappings("repairs").compactMap {
                $0.expectedRepair(events)
            }
        }
    }

    private func expectedDuty() -> GoldenCase.ExpectedDuty? {
        var reader = self
        let filing = reader.text("filing")
        let state = reader.optionalText("state")
        let dueOn = reader.optionalDate("dueOn")
        let lastDay = reader.optionalDate("lastDay")
        let daysLate = reader.has("daysLate") ? reader.integer("daysLate", in: 0...36_500) : nil
        let isProvisional = reader.has("provisional") ? reader.bool("provisional") : nil
        var raises: GoldenCase.Expected<IndicatorCode>?
        if let node = reader.optional("raises") {
            if node.scalar?.string == "none" {
                raises = .nothing
            } else if let code = code(of: node, as: IndicatorCode.self) {
                reading.refer(to: .indicator(code), at: place(node))
                raises = .value(code)
            }
        }
        let quantity = reader.has("quantity") ? reader.integer("quantity", in: 1...36_500) : nil
        let raisedOn = reader.optionalDate("raisedOn")
        reader.finish()
        guard let filing else { return nil }
        return .init(
            filing: filing, state: state, dueOn: dueOn, lastDay: lastDay, daysLate: daysLate,
            isProvisional: isProvisional, raises: raises, quantity: quantity, raisedOn: raisedOn)
    }

    private func expectedDisplay(_ events: CaseEvents) -> GoldenCase.ExpectedDisplay? {
        var reader = self
        let event = reader.required("event").flatMap { self.event(of: $0, events) }
        let category = reader.optionalText("class")
        let from = reader.dayOrNone("from")
        let earliest = reader.optionalDate("earliestRepairOn")
        let until = reader.dayOrNone("until")
        let isDisplayed = reader.has("displayed") ? reader.bool("displayed") : nil
        reader.finish()
        guard let event else { return nil }
        return .init(
            event: event, category: category, from: from, earliestRepairOn: earliest,
            until: until, isDisplayed: isDisplayed)
    }

    private func expectedRepair(_ events: CaseEvents) -> GoldenCase.ExpectedRepair? {
        var reader = self
        let event = reader.required("event").flatMap { self.event(of: $0, events) }
        let state = reader.optionalText("state")
        let earliest = reader.dayOrNone("earliestOn")
        let decision = reader.optionalDate("decisionDueOn")
        let percent = reader.optional("percent").flatMap { decimal(of: $0) }
        let missing =
            reader.has("missing")
            ? reader.optionalList("missing").compactMap { text(of: $0, "missing") } : nil
        reader.finish()
        guard let event else { return nil }
        return .init(
            event: event, state: state, earliestOn: earliest, decisionDueOn: decision,
            percent: percent, missing: missing)
    }

    /// A day, or the word `none`.
    private mutating func dayOrNone(_ name: String) -> GoldenCase.Expected<CivilDate>? {
        if optional(name)?.scalar?.string == "none" { return .nothing }
        return optionalDate(name).map { .value($0) }
    }
}
