// SPDX-License-Identifier: Apache-2.0

public import Domain

/// A number drawn from the confirmed events of a party, on as many days as are asked: the events
/// are gone through once, and a day takes hardly longer for their number.
///
/// - Source: the aggregate's own.
public struct AggregateSeries: Sendable {
    private let aggregate: EventAggregate
    private let window: EventWindow?
    /// What the events come to; of a rate, those that are counted.
    private let sum: RunningSum
    /// What the exposure of a rate comes to; nothing for other numbers.
    private let exposure: RunningSum

    /// Goes through the events of a party of this kind in this role.
    public init(
        _ aggregate: EventAggregate, of events: [CountedEvent], role: Role, kind: PartyKind
    ) {
        func sum(
            _ selection: EventSelection, _ number: (CountedEvent) -> Int128
        ) -> RunningSum {
            var parts: [RunningSum.Part] = []
            for event in events where selection.takes(event, role: role, kind: kind) {
                parts.append((event.occurredOn, number(event) * Int128(event.count)))
            }
            return RunningSum(parts)
        }
        func quantities(_ indicators: [IndicatorCode]) -> RunningSum {
            sum(EventSelection(indicators: indicators, window: nil, condition: nil)) {
                Int128($0.quantity)
            }
        }
        self.aggregate = aggregate
        switch aggregate {
        case .count(let selection):
            window = selection.window
            self.sum = sum(selection) { _ in 1 }
            exposure = RunningSum()
        case .sum(let selection, let name):
            window = selection.window
            self.sum = sum(selection) { $0.number(name).billionths }
            exposure = RunningSum()
        case .rate(let rate):
            window = rate.window
            self.sum = quantities(rate.indicators)
            exposure = quantities(rate.exposure)
        case .points, .results:
            window = nil
            self.sum = RunningSum()
            exposure = RunningSum()
        }
    }

    /// The number on `day`; nil for a rate below its exposure, and for points and results, which
    /// events do not tell by themselves.
    public func value(on day: CivilDate) -> ExactRatio? {
        let total = within(sum, on: day)
        switch aggregate {
        case .count: return ExactRatio(Int(total))
        case .sum: return ExactRatio(billionths: total)
        case .rate(let rate):
            let exposure = Int(within(exposure, on: day))
            guard exposure >= rate.exposureMinimum else { return nil }
            return ExactRatio(percent: Int(total), of: exposure)
        case .points, .results: return nil
        }
    }

    /// What lies within the window: all up to the day, without what has left it.
    private func within(_ sum: RunningSum, on day: CivilDate) -> Int128 {
        let all = sum.total { $0 <= day }
        guard let window else { return all }
        return all - sum.total { $0 <= day && !window.takes($0, on: day) }
    }
}

/// A sum that grows from day to day, and what it comes to up to any of them.
package struct RunningSum: Sendable {
    /// What a day brings.
    package typealias Part = (day: CivilDate, number: Int128)

    private var days: [CivilDate] = []
    private var totals: [Int128] = []

    /// Adds up what days bring, in any order.
    package init(_ parts: [Part] = []) {
        var total: Int128 = 0
        for part in parts.sorted(by: { $0.day < $1.day }) {
            total += part.number
            if days.last == part.day {
                totals[totals.count - 1] = total
            } else {
                days.append(part.day)
                totals.append(total)
            }
        }
    }

    /// The sum of the first days, as many as `isFirst` holds of.
    package func total(of isFirst: (CivilDate) -> Bool) -> Int128 {
        var low = 0
        var high = days.count
        while low < high {
            let middle = (low + high) / 2
            if isFirst(days[middle]) { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? totals[low - 1] : 0
    }
}
