// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// The breaches of a record: confirmed events with negative points, in order of their days.
struct Breaches {
    private let all: [(indicator: IndicatorCode, day: CivilDate)]

    init(_ events: some Sequence<(IndicatorCode, CivilDate)>) {
        all = events.map { ($0.0, $0.1) }.sorted { $0.day < $1.day }
    }

    /// Those of some indicators, or of any, after a day.
    func days(of indicators: [IndicatorCode], after day: CivilDate) -> some Sequence<CivilDate> {
        all.lazy.filter { breach in
            breach.day > day && (indicators.isEmpty || indicators.contains(breach.indicator))
        }.map(\.day)
    }
}

/// An event that no longer counts once enough time has gone by without a breach.
///
/// A breach that comes only after the time is over changes nothing any more. So what counts on a
/// day is the same whether or not the record goes on beyond that day.
///
/// - Source: `expires` of the indicator's file in the pack.
struct CleanSlate {
    /// Where the event stands.
    let place: Int
    private let time: CleanTime
    private let start: CivilDate
    private let occurredOn: CivilDate

    /// Nil where clean time does not end the points, or the event lacks its anchor.
    init?(_ expiry: Period?, _ days: EventDays, place: Int) {
        guard let expiry, let time = expiry.clean, let start = expiry.anchor.day(of: days) else {
            return nil
        }
        self.place = place
        self.time = time
        self.start = start
        occurredOn = days.occurredOn
    }

    /// The first day on which it no longer counts, where it has another end of its own.
    func end(_ other: CivilDate?, by breaches: Breaches) -> CivilDate {
        let clean = time.end(
            from: start, breaches: breaches.days(of: time.breaches, after: occurredOn))
        return other.map { min($0, clean) } ?? clean
    }
}
