// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Service

extension CalculationInput {
    /// The most notices of one calculation.
    private static let noticeCount = 100

    /// Each is `{"id","clock","begins","events","stops","extensions","facts"}`, or for an earlier
    /// one `{"id","determinedOn"}` with `penalty` or `barUntil`.
    static func readNotices(_ reader: inout ObjectReader) -> [Calculation.Notice] {
        var number = -1
        var known: Set<String> = []
        return reader.elements("notices", maximumCount: noticeCount) { inner in
            number += 1
            let pointer = "/notices/\(number)"
            let id = inner.optionalString("id", maximumLength: 100) ?? String(pointer.dropFirst())
            if !known.insert(id).inserted {
                inner.fault("id", "value.repeated", "Another notice has this id.")
            }
            return readKind(&inner).map { .init(id: id, pointer: pointer, kind: $0) }
        }
    }

    private static func readKind(_ reader: inout ObjectReader) -> Calculation.Notice.Kind? {
        guard reader.optional("clock") != nil else {
            let determinedOn = reader.date("determinedOn")
            if reader.optional("barUntil") != nil {
                let until = reader.date("barUntil")
                guard let determinedOn, let until else { return nil }
                return .bar(determinedOn: determinedOn, until: until)
            }
            let penalty = reader.money("penalty")
            guard let determinedOn, let penalty else { return nil }
            return .penalty(determinedOn: determinedOn, penalty)
        }
        let clock = reader.code("clock", as: ClockCode.self)
        let begins = reader.date("begins")
        let events = reader.optionalStrings("events")
        let told = readCircumstances(&reader)
        guard let clock, let begins else { return nil }
        return .clock(clock, begins: begins, events: events, circumstances: told)
    }
}

extension CalculationInput {
    /// The most decisions of one event.
    private static let decisionCount = 50

    /// What officers decided of the measures of an event.
    static func readDecisions(_ reader: inout ObjectReader) -> [MeasureDecision] {
        reader.elements("decisions", maximumCount: decisionCount) { $0.decision() }
    }
}

extension ObjectReader {
    /// Each is `{"measure","imposed","reason"}` and perhaps one size: `amount`, `years`, `months`,
    /// `days` or `permanent`.
    mutating func decision() -> MeasureDecision? {
        let measure = code("measure", as: MeasureCode.self)
        let isImposed = bool("imposed", absent: true)
        let reason = optionalString("reason", maximumLength: 2_000)
        let names = ["amount", "permanent", "years", "months", "days"]
        let stated = names.filter { optional($0) != nil }
        if stated.count > 1 {
            fault(stated[1], "member.alone", "A decision has one size.")
        }
        var size: MeasureDecision.Size?
        switch stated.first {
        case "amount":
            size = money("amount").map {
                .amount(
                    ExactDecimal(mantissa: $0.minorUnits, places: 2), currency: $0.currency)
            }
        case "permanent": size = bool("permanent", absent: false) ? .permanent : nil
        case let name?:
            let count = integer(name, in: 1...36_500, absent: nil)
            if let count, let unit = LawTable.Result(rawValue: name) {
                size = .time(Int(count), unit)
            }
        case nil: break
        }
        return measure.map {
            MeasureDecision(measure: $0, isImposed: isImposed, size: size, reason: reason)
        }
    }

    /// Names in an array; nil where it is not there.
    fileprivate mutating func optionalStrings(_ name: String) -> [String]? {
        guard optional(name) != nil else { return nil }
        return array(name, maximumCount: CalculationInput.eventCount).enumerated()
            .compactMap { index, value in
                guard case .string(let text) = value else {
                    fault("\(name)/\(index)", "type.string", "The id of an event is needed here.")
                    return nil
                }
                return text
            }
    }
}
