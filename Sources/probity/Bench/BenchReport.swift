// SPDX-License-Identifier: Apache-2.0

import Domain

/// What came of one series: ours and its peer, round by round in turn.
struct BenchReport: Sendable {
    let series: BenchSeries
    /// Without the peer: it then repeats what ours was.
    let isAlone: Bool
    let rounds: [(ours: Pace, peer: Pace)]

    /// Ours in hundredths of the peer's, of each round, the lowest first.
    private var ratios: [Int64] {
        rounds.map { $0.ours.perSecond * 100 / max(1, $0.peer.perSecond) }.sorted()
    }

    /// The columns for people and spreadsheets.
    static let columns = [
        "measure", "per second", "p99 ms", "beside", "per second there", "p99 ms there", "ratio",
        "lowest", "highest",
    ]

    var row: [String] {
        let ratios = ratios
        let ours = [
            series.ours, Self.middle(rounds.map(\.ours.perSecond)).grouped,
            Self.decimal(Self.middle(rounds.map(\.ours.p99Microseconds)), places: 3),
        ]
        if isAlone { return ours + Array(repeating: "", count: Self.columns.count - ours.count) }
        return ours + [
            series.peer, Self.middle(rounds.map(\.peer.perSecond)).grouped,
            Self.decimal(Self.middle(rounds.map(\.peer.p99Microseconds)), places: 3),
            Self.decimal(Self.middle(ratios), places: 2),
            Self.decimal(ratios.first ?? 0, places: 2), Self.decimal(ratios.last ?? 0, places: 2),
        ]
    }

    var json: JSONValue {
        let turns = rounds.map { round -> JSONValue in
            .object(present: [
                ("ours", round.ours.json), ("peer", isAlone ? nil : round.peer.json),
            ])
        }
        let ratio = JSONValue(ExactDecimal(mantissa: Self.middle(ratios), places: 2))
        return .object(present: [
            ("series", .string(series.rawValue)), ("ours", .string(series.ours)),
            ("peer", isAlone ? nil : .string(series.peer)), ("rounds", .array(turns)),
            ("ratio", isAlone ? nil : ratio),
        ])
    }

    /// The median; of an even number the lower of the two in the middle.
    private static func middle(_ values: [Int64]) -> Int64 {
        values.isEmpty ? 0 : values.sorted()[(values.count - 1) / 2]
    }

    private static func decimal(_ value: Int64, places: Int) -> String {
        ExactDecimal(mantissa: value, places: places).description
    }
}
