// SPDX-License-Identifier: Apache-2.0

public import Domain

/// What a version of a regime lacks of an earlier one, so that records made under that could no
/// longer be rated: an event asks for its indicator on the day it happened, and a leave to act for
/// the band that was assigned to it.
///
/// - Source: none; what a record asks of the law follows from how it is rated.
public struct PolicyGaps: Hashable, Sendable {
    /// One part that is lacking.
    public struct Part: Hashable, Sendable {
        /// `indicators/CODE`, `bands/CODE`, `bands` or `starts`.
        public let name: String
        /// The first day on which it is.
        public let day: CivilDate
    }

    /// What is lacking, in order; empty where every record stays ratable.
    public let parts: [Part]

    /// Compares `later`, which is the version to use from a day on, with one that was until a day.
    public init(
        of later: Policy, from day: CivilDate, since earlier: Policy, until end: CivilDate
    ) {
        parts =
            Self.scales(of: later, from: day)
            + Self.bands(of: later, from: day, since: earlier, until: end)
            + Self.indicators(of: later, since: earlier, until: end)
    }

    /// The scale of bands, and start scores where it goes by them, are in force on the first day.
    private static func scales(of later: Policy, from day: CivilDate) -> [Part] {
        guard let scale = try? later.bands(on: day).value else {
            return [Part(name: "bands", day: day)]
        }
        guard scale.basis == .score, (try? later.starts(on: day)) == nil else { return [] }
        return [Part(name: "starts", day: day)]
    }

    /// Bands that may have been assigned stay in every scale by which bands are assigned.
    private static func bands(
        of later: Policy, from day: CivilDate, since earlier: Policy, until end: CivilDate
    ) -> [Part] {
        var codes: Set<BandCode> = []
        for scale in earlier.bandScale.values
        where scale.value.basis == .assigned && scale.validity.from < end {
            codes.formUnion(scale.value.bands.map(\.code))
        }
        var lacking: [BandCode: CivilDate] = [:]
        for scale in later.bandScale.values
        where scale.value.basis == .assigned && scale.validity.until ?? .latest > day {
            for code in codes where scale.value.rank(of: code) == nil {
                let first = max(scale.validity.from, day)
                lacking[code] = min(lacking[code] ?? first, first)
            }
        }
        return lacking.sorted { $0.key < $1.key }.map {
            Part(name: "bands/\($0.key)", day: $0.value)
        }
    }

    /// Indicators stay in force on every day on which an event may have happened until then.
    private static func indicators(
        of later: Policy, since earlier: Policy, until end: CivilDate
    ) -> [Part] {
        earlier.indicators.values.sorted { $0.code < $1.code }.compactMap { indicator in
            let values = later.indicators[indicator.code]?.rule.values.map(\.validity) ?? []
            let days = indicator.rule.values.compactMap {
                $0.validity.firstDay(before: end, outside: values)
            }
            return days.min().map { Part(name: "indicators/\(indicator.code)", day: $0) }
        }
    }
}

extension Validity {
    /// Its first day before another that lies in none of some stretches; nil where all do.
    fileprivate func firstDay(before end: CivilDate, outside stretches: [Validity]) -> CivilDate? {
        var next = from
        for stretch in stretches.sorted(by: { $0.from < $1.from }) where stretch.contains(next) {
            guard let until = stretch.until else { return nil }
            next = until
        }
        return contains(next) && next < end ? next : nil
    }
}
