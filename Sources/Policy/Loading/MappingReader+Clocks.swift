// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// A clock.
    mutating func clockRule(_ validity: Validity) -> ClockRule? {
        let begins = text("begins")
        let calendarNode = optional("calendar")
        let calendar = optionalCode("calendar", as: CalendarCode.self)
        if let calendar { reading.refer(to: .calendar(calendar), at: place(calendarNode)) }
        var steps: [ClockRule.Step] = []
        for inner in mappings("steps") {
            let names = [begins].compactMap(\.self) + steps.map(\.name)
            guard let step = inner.clockStep(names, hasCalendar: calendar != nil) else { continue }
            steps.append(step)
        }
        guard let begins, !steps.isEmpty else { return nil }
        return ClockRule(begins: begins, calendar: calendar, steps: steps)
    }

    private func clockStep(_ earlier: [String], hasCalendar: Bool) -> ClockRule.Step? {
        var reader = self
        let nameNode = reader.required("name")
        let name = reader.text("name")
        if let name, earlier.contains(name) {
            fault(
                nameNode, "The day “\(name)” stands here twice.", cure: "Give each its own name.")
        }
        let title = reader.localText("title")
        let (after, which) = reader.base(earlier)
        let lengthReaders = reader.mappings("lengths")
        let lengths = lengthReaders.compactMap { $0.clockLength() }
        if let last = lengths.last, last.condition != nil, let place = lengthReaders.last?.node {
            fault(
                place, "Some notices have no length.",
                cure: "End the lengths with one that has no `when:`.")
        }
        for (length, inner) in zip(lengths, lengthReaders).dropLast() where length.condition == nil
        {
            fault(
                inner.node, "The lengths after this one are never reached.",
                cure: "Move the one without `when:` to the end.")
        }
        let holiday = reader.choice("onHoliday", of: ClockRule.Holiday.self)
        let isStoppable = reader.bool("stops", absent: false)
        let most = reader.optionalMapping("extension").flatMap { $0.unconditionalLength() }
        reader.finish()
        let units = lengths.map(\.unit) + [most?.unit].compactMap(\.self)
        if !hasCalendar, holiday ?? .stays != .stays || units.contains(.workingDays) {
            fault(
                node, "Working days and holidays need a calendar.",
                cure: "Add `calendar:` to the clock.")
        }
        guard let name, let title, let which, let holiday, !after.isEmpty, !lengths.isEmpty
        else { return nil }
        return .init(
            name: name, title: title, after: after, which: which, lengths: lengths,
            onHoliday: holiday,
            isStoppable: isStoppable, extensionMost: most)
    }

    /// The days that a step is counted from, and which of them.
    private mutating func base(_ earlier: [String]) -> ([String], ClockRule.Which?) {
        guard let node = required("after") else { return ([], nil) }
        let whichNode = optional("which")
        guard let nodes = node.sequence else {
            if let whichNode {
                fault(
                    whichNode, "Only of several days one is chosen.",
                    cure: "Leave out `which:`, or write the days as a list.")
            }
            guard let name = text("after") else { return ([], nil) }
            if !earlier.contains(name) {
                fault(
                    node, "No day “\(name)” stands before this one.",
                    cure: "Use one of: \(earlier.joined(separator: ", ")).")
            }
            return ([name], .later)
        }
        let names = nodes.compactMap { text(of: $0, "after") }
        guard names.count == nodes.count else { return ([], nil) }
        if Set(names).count < 2 || !names.contains(where: earlier.contains) {
            fault(
                node, "One of at least two days is chosen, and one of them is always known.",
                cure: "Name one of \(earlier.joined(separator: ", ")), and another day.")
        }
        for (name, node) in zip(names, nodes) where !earlier.contains(name) {
            let place = place(node)
            reading.later { $0.check(dayOfNotice: name, among: earlier, at: place) }
        }
        return (names, choice("which", of: ClockRule.Which.self))
    }

    private func clockLength() -> ClockRule.Length? {
        var reader = self
        let condition = reader.optionalPredicate("when", facts: .clock)
        let length = reader.countedLength(in: -3_660...3_660, when: condition)
        reader.finish()
        return length
    }

    /// A length from the day itself, from the end of a period of the calendar, or from a fixed day
    /// of the year, which needs none besides.
    mutating func countedLength(
        in range: ClosedRange<Int>, when condition: Predicate? = nil
    ) -> ClockRule.Length? {
        let endOf = optional("endOf").flatMap { choice(of: $0, "endOf", as: CivilPeriod.self) }
        let fixedNode = optional("on")
        let fixedDay = optionalMapping("on").flatMap { $0.yearDay() }
        if let fixedNode, endOf != nil {
            fault(
                fixedNode, "A length is counted from one day.", cure: "Keep `endOf:` or `on:`.")
        }
        let length: ClockRule.Length?
        if fixedNode != nil, !Self.lengthUnits.contains(where: { holds($0.name) }) {
            for unit in Self.lengthUnits { _ = optional(unit.name) }
            length = .init(count: 0, unit: .calendarDays)
        } else {
            length = self.length(in: range)
        }
        guard let length, fixedNode == nil || fixedDay != nil else { return nil }
        return .init(
            count: length.count, unit: length.unit, condition: condition, endOf: endOf,
            fixedDay: fixedDay)
    }

    /// A fixed day of the year.
    private func yearDay() -> ClockRule.YearDay? {
        var reader = self
        let month = reader.integer("month", in: 1...12)
        let dayNode = reader.optional("day")
        let day = reader.integer("day", in: 1...31)
        let years = reader.optional("years").flatMap { _ in reader.integer("years", in: 0...100) }
        reader.finish()
        guard let month, let day else { return nil }
        guard CivilDate(year: 2000, month: month, day: day) != nil else {
            fault(
                dayNode, "The month \(month) has no day \(day) in any year.",
                cure: "Write a day that it has; 29 February is the 28th in years without one.")
            return nil
        }
        return .init(month: month, day: day, years: years)
    }

    private static let lengthUnits: [(name: String, unit: ClockRule.Unit)] = [
        ("days", .calendarDays), ("workingDays", .workingDays), ("months", .months),
        ("years", .years),
    ]

    /// A length that has no condition and does not count back.
    func unconditionalLength() -> ClockRule.Length? {
        var reader = self
        let length = reader.length(in: 0...3_660)
        reader.finish()
        return length
    }

    /// So many of exactly one unit; other members are left to the caller.
    mutating func length(in range: ClosedRange<Int>) -> ClockRule.Length? {
        let units = Self.lengthUnits
        let stated = units.filter { has($0.name) }
        guard let (name, unit) = stated.first, stated.count == 1 else {
            // All are asked for, so that none of them is called unknown besides.
            for (name, _) in units { _ = optional(name) }
            fault(
                node, "A length is told in exactly one unit.",
                cure: "Use one of: days, workingDays, months, years.")
            return nil
        }
        return integer(name, in: range).map { .init(count: $0, unit: unit) }
    }

    /// The longest time that a notice imposes; nil where the cap is none.
    private mutating func timeCap(of kind: MeasureRule.Kind?) -> NoticeRule.TimeCap? {
        guard let node = optional("cap"), node.mapping != nil, var inner = mapping("cap")
        else { return nil }
        let time = inner.timeInOneUnit()
        inner.finish()
        if let time, let kind, !kind.isMeasured(in: time.unit) {
            fault(
                node, "A \(kind.rawValue) is not measured in \(time.unit.rawValue).",
                cure: "Use \(kind.unitsInWords).")
        }
        return time.map { .init(count: $0.count, unit: $0.unit) }
    }

    /// How the measures of several events are put together.
    mutating func noticeRule(_ validity: Validity) -> NoticeRule? {
        var totals: [NoticeRule.Total] = []
        for inner in mappings("totals") {
            guard let total = inner.noticeTotal(besides: totals) else { continue }
            totals.append(total)
        }
        var atMostOne: [[MeasureRule.Kind]] = []
        for node in optionalList("atMostOne") {
            let kinds = (node.sequence ?? []).compactMap {
                choice(of: $0, "kind", as: MeasureRule.Kind.self)
            }
            if kinds.count < 2 || Set(kinds).count < kinds.count {
                fault(
                    node, "At most one is imposed of several kinds.",
                    cure: "Write them as a list, the gravest first, each once.")
            }
            atMostOne.append(kinds)
        }
        return NoticeRule(totals: totals, atMostOne: atMostOne)
    }

    /// How the measures of one kind are put together; each kind stands once.
    private func noticeTotal(besides totals: [NoticeRule.Total]) -> NoticeRule.Total? {
        var reader = self
        let kindNode = reader.required("kind")
        let kind = reader.choice("kind", of: MeasureRule.Kind.self)
        let combination = reader.choice("combine", of: NoticeRule.Combination.self)
        let timeCap = reader.timeCap(of: kind)
        let isAmount = reader.optional("cap").map { $0.mapping == nil } ?? false
        let cap = isAmount ? reader.quantity("cap", .money) : nil
        let rolling = reader.optionalMapping("rolling").flatMap { $0.rollingLimit() }
        reader.finish()
        guard let kind, let combination else { return nil }
        if totals.contains(where: { $0.kind == kind }) {
            fault(kindNode, "“\(kind.rawValue)” stands here twice.", cure: "Keep one of the two.")
        }
        if cap != nil || rolling != nil, !kind.isMeasured(in: .money) {
            fault(
                kindNode, "Only amounts of money have a limit.",
                cure: "Leave out `rolling:`, and write `cap: { months: … }` for a time.")
        }
        if rolling != nil, kind != .penalty {
            fault(
                kindNode, "Only penalties of earlier notices are known.",
                cure: "Leave out `rolling:`.")
        }
        return .init(
            kind: kind, combination: combination, cap: cap, timeCap: timeCap, rolling: rolling)
    }

    private func rollingLimit() -> NoticeRule.Rolling? {
        var reader = self
        let months = reader.integer("months", in: 1...1_200)
        let cap = reader.quantity("cap", .money)
        reader.finish()
        guard let months, let cap else { return nil }
        return .init(months: months, cap: cap)
    }
}

extension PackLoading {
    /// A step is counted from an earlier one, or from a day that the notice states.
    fileprivate func check(
        dayOfNotice name: String, among earlier: [String], at place: PackReading.Place
    ) {
        let fact = facts.first { $0.name == name && $0.subject == .notice }
        guard fact?.kind != .date else { return }
        reading.fault(
            place, "No day “\(name)” stands before this one.",
            cure: "Use one of \(earlier.joined(separator: ", ")), or a notice's fact of the kind "
                + "`date`.")
    }

    mutating func readNotices(_ file: PolicyFile) {
        guard var reader = reading.document(file) else { return }
        notices = reader.dated("notices") { $0.noticeRule($1) }
        reader.finish()
    }

    mutating func readCalendar(_ file: PolicyFile) {
        guard var reader = reading.document(file) else { return }
        let codeNode = reader.required("code")
        let code = reader.code("code", as: CalendarCode.self)
        let title = reader.localText("title")
        _ = reader.localText("description")
        var published: Validity?
        if var inner = reader.mapping("published") {
            let from = inner.date("from")
            let until = inner.date("until")
            inner.finish()
            if let from, let until {
                published = Validity(from: from, until: until)
                if published == nil {
                    inner.fault(
                        inner.node, "“until” must lie after “from”.", cure: "Put them in order.")
                }
            }
        }
        let daysOffNode = reader.optional("daysOff")
        let daysOff = reader.list("daysOff").compactMap {
            reader.choice(of: $0, "weekday", as: WorkingCalendar.Weekday.self)
        }
        if Set(daysOff).count == WorkingCalendar.Weekday.allCases.count {
            reader.fault(
                daysOffNode, "No business is ever done.",
                cure: "Leave out the weekdays on which it is.")
        }
        let holidays = reader.days("holidays", within: published)
        let workdays = reader.days("workdays", within: published)
        let provenance = reader.provenance()
        reader.finish()
        for day in holidays.intersection(workdays).sorted() {
            reader.fault(
                reader.node, "\(day) is a holiday and a workday.", cure: "Keep one of the two.")
        }
        guard let code, let title, let published, let provenance else { return }
        if file.path != "calendars/\(code).yaml" {
            reader.fault(
                codeNode, "The file does not bear the name of its code.",
                cure: "Call it calendars/\(code).yaml.")
        }
        calendars[code] = WorkingCalendar(
            title: title, published: published, daysOff: Set(daysOff), holidays: holidays,
            workdays: workdays, provenance: provenance)
    }
}

extension MappingReader {
    /// Days in a list, each within the published ones and once.
    fileprivate mutating func days(_ name: String, within published: Validity?) -> Set<CivilDate> {
        var days: Set<CivilDate> = []
        for node in optionalList(name) {
            guard let day = date(of: node, name) else { continue }
            if !(published?.contains(day) ?? true) {
                fault(
                    node, "\(day) lies outside the published days.",
                    cure: "Widen `published:`, or leave the day out.")
            }
            if !days.insert(day).inserted {
                fault(node, "\(day) stands here twice.", cure: "Keep one of the two.")
            }
        }
        return days
    }
}
