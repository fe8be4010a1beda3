// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// A duty.
    mutating func dutyRule(_ validity: Validity) -> DutyRule? {
        let roles = roles("roles")
        let cause = mapping("raisedBy").flatMap { $0.dutyCause() }
        let due = mapping("due").flatMap { $0.dueRule() }
        let kinds = list("dischargedBy").compactMap { node -> String? in
            guard let word = node.scalar?.string, code(of: node, as: DutyCode.self) != nil else {
                return nil
            }
            return word
        }
        let late = optionalMapping("late").flatMap { $0.consequence(for: roles) }
        let missed = optionalMapping("missed").flatMap { $0.consequence(for: roles) }
        let most = optionalMapping("extension").flatMap { $0.unconditionalLength() }
        if let most, most.unit == .workingDays, case .length(_, nil, _)? = due {
            fault(
                optional("extension"), "Working days need a calendar.",
                cure: "Add `calendar:` to `due:`.")
        }
        let isWaivable = bool("waivable", absent: false)
        let stopsNode = optional("stops")
        let isStoppable = bool("stops", absent: false)
        if isStoppable, case .step? = due {
            fault(
                stopsNode, "A duty by a clock stands still as its clock does.",
                cure: "Leave out `stops:`, and write it in the step of the clock.")
        }
        let endNode = optional("ends")
        let end = optionalMapping("ends").flatMap { $0.dutyEnd() }
        let remindDays = remindDays()
        guard endNode == nil || end != nil else { return nil }
        guard let cause, let due, !kinds.isEmpty else { return nil }
        return DutyRule(
            roles: roles, cause: cause, due: due, dischargedBy: kinds, late: late,
            missed: missed, extensionMost: most, isWaivable: isWaivable,
            isStoppable: isStoppable, end: end, remindDays: remindDays)
    }

    /// How many days before the last one the party is reminded, the earliest reminder first.
    private mutating func remindDays() -> [Int] {
        var days: [Int] = []
        for node in optionalList("remind") {
            guard let decimal = decimal(of: node), decimal.places == 0,
                let count = Int(exactly: decimal.mantissa), (1...366).contains(count)
            else {
                fault(
                    node, "A reminder comes a whole number of days before the last one.",
                    cure: "Use numbers from 1 to 366.")
                continue
            }
            if days.contains(count) {
                fault(node, "This reminder stands here already.", cure: "Leave it out.")
            }
            days.append(count)
        }
        return days.sorted(by: >)
    }

    /// What ends a duty, and by how much it outlasts that.
    private func dutyEnd() -> DutyRule.End? {
        var reader = self
        let words = reader.list("with").compactMap { node -> String? in
            guard let word = node.scalar?.string, code(of: node, as: DutyCode.self) != nil else {
                return nil
            }
            return word
        }
        let units = ["days", "workingDays", "months", "years"]
        let tail = units.contains(where: reader.has) ? reader.length(in: 0...3_660) : nil
        for name in units { _ = reader.optional(name) }
        reader.finish()
        if tail?.unit == .workingDays {
            fault(node, "A duty outlasts its end by calendar days.", cure: "Use days or months.")
        }
        return words.isEmpty ? nil : .init(words: words, tail: tail)
    }

    private func dutyCause() -> DutyRule.Cause? {
        var reader = self
        defer { reader.finish() }
        let words = ["undertaking", "event", "review", "accreditation", "decision", "day"]
        let heads = words.filter(reader.holds)
        guard heads.count == 1 else {
            for word in words { _ = reader.optional(word) }
            fault(
                node, "A duty is raised by exactly one thing.",
                cure: "Use one of: \(words.joined(separator: ", ")).")
            return nil
        }
        switch heads[0] {
        case "undertaking":
            return reader.choice("undertaking", of: DutyRule.Turn.self).map { .undertaking($0) }
        case "event":
            let codes = reader.list("event").compactMap { node -> IndicatorCode? in
                let code = code(of: node, as: IndicatorCode.self)
                if let code { reading.refer(to: .indicator(code), at: place(node)) }
                return code
            }
            return codes.isEmpty ? nil : .event(Set(codes).sorted())
        case "review": return reader.only("opened", of: "review") ? .reviewOpened : nil
        case "accreditation":
            return reader.only("granted", of: "accreditation") ? .accreditationGranted : nil
        case "decision": return reader.only("received", of: "decision") ? .decisionReceived : nil
        default: return reader.text("day").map { .day($0) }
        }
    }

    /// Whether a member is the one word that it can be.
    private mutating func only(_ word: String, of name: String) -> Bool {
        guard let node = required(name) else { return false }
        guard node.scalar?.string == word else {
            fault(node, "“\(name)” can only be “\(word)”.", cure: "Write `\(name): \(word)`.")
            return false
        }
        return true
    }

    /// A step of a clock, or a length from the first day.
    func dueRule() -> DueRule? {
        var reader = self
        defer { reader.finish() }
        if reader.has("clock") {
            let clockNode = reader.required("clock")
            let clock = reader.code("clock", as: ClockCode.self)
            let stepNode = reader.required("step")
            let step = reader.text("step")
            guard let clock, let step else { return nil }
            reading.refer(to: .clock(clock), at: place(clockNode))
            let place = place(stepNode)
            reading.later { $0.check(step: step, of: clock, at: place) }
            return .step(clock, step)
        }
        let calendarNode = reader.optional("calendar")
        let calendar = reader.optionalCode("calendar", as: CalendarCode.self)
        if let calendar { reading.refer(to: .calendar(calendar), at: place(calendarNode)) }
        let holidayNode = reader.optional("onHoliday")
        let holiday = holidayNode.map {
            choice(of: $0, "onHoliday", as: ClockRule.Holiday.self)
        }
        _ = reader.optional("clock")
        _ = reader.optional("step")
        let length = reader.countedLength(in: 0...3_660)
        guard let length, let onHoliday = holiday ?? .stays else { return nil }
        if calendar == nil, onHoliday != .stays || length.unit == .workingDays {
            fault(
                node, "Working days and holidays need a calendar.",
                cure: "Add `calendar:` beside them.")
        }
        return .length(length, calendar: calendar, onHoliday: onHoliday)
    }

    private func consequence(for roles: [Role]) -> DutyRule.Consequence? {
        var reader = self
        let node = reader.required("indicator")
        let indicator = reader.code("indicator", as: IndicatorCode.self)
        if let indicator { reading.refer(to: .indicator(indicator), at: place(node)) }
        let quantityNode = reader.optional("quantity")
        let quantity = quantityNode.map {
            choice(of: $0, "quantity", as: DutyRule.Quantity.self)
        }
        reader.finish()
        guard let indicator, let quantity = quantity ?? .one else { return nil }
        let place = place(node)
        reading.later { $0.check(indicator, follows: quantity, for: roles, at: place) }
        return .init(indicator: indicator, quantity: quantity)
    }
}
