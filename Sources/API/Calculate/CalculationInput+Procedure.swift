// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Service

extension CalculationInput {
    /// The most filings of one calculation.
    private static let filingCount = 500
    /// The most stops or extensions of one notice.
    private static let circumstanceCount = 50

    /// Each is `{"id","duty","raisedOn","raisedBy","filedOn","kind","extendedTo","waived","facts",
    /// "stops","ended"}`.
    static func readFilings(_ reader: inout ObjectReader) -> [DutyFiling] {
        var number = -1
        var known: Set<String> = []
        return reader.elements("filings", maximumCount: filingCount) { inner in
            number += 1
            let id = inner.optionalString("id", maximumLength: 100) ?? "filings/\(number)"
            if !known.insert(id).inserted {
                inner.fault("id", "value.repeated", "Another filing has this id.")
            }
            let duty = inner.code("duty", as: DutyCode.self)
            let raisedOn = inner.date("raisedOn")
            let filedOn = inner.optionalDate("filedOn")
            let kind = inner.optionalString("kind", maximumLength: 80)
            let extendedTo = inner.optionalDate("extendedTo")
            let isWaived = inner.bool("waived", absent: false)
            let facts = inner.scalars("facts")
            let raisedBy = inner.optionalString("raisedBy", maximumLength: 80)
            let stops = readStops(&inner)
            let ended =
                inner.optional("ended") == nil
                ? nil
                : inner.element("ended") { end in
                    let word = end.string("with", maximumLength: 80)
                    let day = end.date("on")
                    guard let word, let day else { return DutyFiling.End?.none }
                    return .init(word: word, day: day)
                }
            guard let duty, let raisedOn else { return nil }
            return DutyFiling(
                name: id, duty: duty, raisedOn: raisedOn, filedOn: filedOn, kind: kind,
                extendedTo: extendedTo, isWaived: isWaived, facts: facts, raisedBy: raisedBy,
                stops: stops, ended: ended)
        }
    }

    /// `{"appliedOn","curedOn","grantedOn","facts"}` of an event.
    static func readRepair(_ reader: inout ObjectReader) -> RepairApplication? {
        guard reader.optional("repair") != nil else { return nil }
        return reader.element("repair") { inner in
            RepairApplication(
                appliedOn: inner.optionalDate("appliedOn"),
                curedOn: inner.optionalDate("curedOn"),
                grantedOn: inner.optionalDate("grantedOn"), facts: inner.scalars("facts"))
        }
    }

    /// `stops`, `extensions` and `facts` of a notice whose clock is run.
    static func readCircumstances(_ reader: inout ObjectReader) -> ClockCircumstances {
        let stops = readStops(&reader)
        let extensions = reader.elements("extensions", maximumCount: circumstanceCount) {
            inner in readExtension(&inner)
        }
        return ClockCircumstances(
            stops: stops, extensions: extensions, facts: reader.scalars("facts"))
    }

    /// Days on which a clock or a duty stood still.
    private static func readStops(_ reader: inout ObjectReader) -> [ClockCircumstances.Stop] {
        reader.elements("stops", maximumCount: circumstanceCount) {
            inner -> ClockCircumstances.Stop? in
            let from = inner.date("from")
            let until = inner.date("until")
            guard let from, let until else { return nil }
            return .init(from: from, until: until)
        }
    }

    private static func readExtension(
        _ reader: inout ObjectReader
    ) -> ClockCircumstances.Extension? {
        let step = reader.string("step", maximumLength: 80)
        let units: [(String, ClockRule.Unit)] = [
            ("days", .calendarDays), ("workingDays", .workingDays), ("months", .months),
            ("years", .years),
        ]
        let names = units.map(\.0) + ["until"]
        let stated = names.filter { reader.optional($0) != nil }
        guard stated.count == 1, let name = stated.first else {
            reader.fault(
                "days", "member.missing",
                "Say how far it is extended by exactly one of: \(names.joined(separator: ", ")).")
            return nil
        }
        guard let unit = units.first(where: { $0.0 == name })?.1 else {
            let until = reader.date("until")
            guard let step, let until else { return nil }
            return .init(step: step, extent: .to(until))
        }
        let count = reader.integer(name, in: 0...3_660)
        guard let step, let count else { return nil }
        return .init(step: step, extent: .by(Int(count), unit))
    }
}
