// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

@testable import probity

@Suite("What the benchmarks are made of")
struct BenchTests {
    @Test("made-up identifiers are valid, each of one place, and the same every time")
    func identifiers() throws {
        let found = try (0..<2_000).map { try BenchRegister.identifier($0) }
        #expect(Set(found).count == 2_000)
        #expect(found[0].description == "lei:BENCH000000000000066")
        #expect(
            try BenchRegister.identifier(BenchRegister.largestPlace).value.hasPrefix(
                "BENCH0009999999999"))
    }

    @Test("one party in ten is barred")
    func barred() {
        #expect((0..<1_000).count { BenchRegister.isBarred($0) } == 100)
    }

    @Test("the random numbers are those of the published algorithm")
    func random() {
        var random = SplitMix(seed: 0)
        #expect(random.next() == 0xE220_A839_7B1D_CDAF)
        #expect(random.next() == 0x6E78_9E6A_A1B9_65F4)
    }

    @Test("ratios are taken turn by turn, and the middle one counts")
    func ratios() {
        func pace(_ perSecond: Int64) -> Pace {
            Pace(perSecond: perSecond, medianMicroseconds: 900, p99Microseconds: 1_250)
        }
        let report = BenchReport(
            series: .lookUps, isAlone: false,
            rounds: [
                (pace(300), pace(100)), (pace(100), pace(50)), (pace(2_500), pace(1_000)),
            ])
        #expect(report.row.suffix(3) == ["2.5", "2", "3"])
        #expect(report.row[1] == "300")
        #expect(report.row[2] == "1.25")
        #expect(report.json["ratio"] == .decimal(ExactDecimal(mantissa: 25, places: 1)))
    }
}
