// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

@Suite("Exact numbers")
struct NumberTests {
    @Test(
        "a decimal is read exactly and written in its shortest form",
        arguments: [
            ("0", "0"), ("-0", "0"), ("82.4", "82.4"), ("82.400", "82.4"), ("-0.001", "-0.001"),
            ("0.000000001", "0.000000001"), ("9223372036854775807", "9223372036854775807"),
            ("100.0", "100"), ("0.10", "0.1"),
        ])
    func decimal(_ text: String, _ written: String) throws {
        #expect(try #require(ExactDecimal(text)).description == written)
    }

    @Test(
        "what is no exact decimal is refused",
        arguments: [
            "", "-", ".", ".5", "5.", "1e3", "+1", "1.2.3", "--1", "0.0000000001",
            "9223372036854775808", "1 ", "NaN", "١",
        ])
    func refused(_ text: String) {
        #expect(ExactDecimal(text) == nil)
    }

    @Test("points take three decimals and no fourth, and no absurd size")
    func points() throws {
        #expect(Points(try #require(ExactDecimal("82.4"))) == Points(thousandths: 82_400))
        #expect(Points(try #require(ExactDecimal("-0.001"))) == Points(thousandths: -1))
        #expect(Points(try #require(ExactDecimal("0.0001"))) == nil)
        #expect(Points(try #require(ExactDecimal("1000000000"))) != nil)
        #expect(Points(try #require(ExactDecimal("1000000000.001"))) == nil)
        #expect((Points(5) * 3 - Points(thousandths: 500)).description == "14.5")
    }

    @Test("points beyond the bound are that bound, whichever way they came there")
    func pointsBound() throws {
        let most = try #require(Points(ExactDecimal(mantissa: 1_000_000_000, places: 0)))
        let step = Points(thousandths: 1)
        #expect((most - step) + step == most)
        #expect((most - step) + step + step == most)
        #expect(-most - step == -most)
        #expect(Points(thousandths: .max) == most)
        #expect(Points(thousandths: .min) == -most)
        #expect(Points(Int.max) == most)
        #expect(Points(Int.min) == -most)
        #expect(Points(1_000) * 1_000_000 == most)
        #expect(Points(1_000) * 999_999 == Points(999_999_000))
        #expect(Points(-1_000) * 1_000_001 == -most)
        #expect(most * Int.max == most)
        #expect(-most * Int.max == -most)
        #expect(-most * Int.min == most)
        #expect(Points.zero * Int.min == .zero)
    }

    @Test("money is written with two decimals, whatever its sign")
    func money() throws {
        #expect(try #require(Money(minorUnits: 700_000, currency: "CAD")).amount == "7000.00")
        #expect(try #require(Money(minorUnits: -5, currency: "CNY")).amount == "-0.05")
        #expect(try #require(Money(minorUnits: .min, currency: "CNY")).amount.hasPrefix("-92"))
        #expect(Money(minorUnits: 1, currency: "cad") == nil)
        #expect(Money(minorUnits: 1, currency: "CADX") == nil)
    }

    @Test("an id is a UUIDv7 that is read back, in order of its instant")
    func ids() throws {
        let first = PartyID(millisecondsSinceEpoch: 1_795_422_600_000, random: (.max, .max))
        let later = PartyID(millisecondsSinceEpoch: 1_795_422_600_001, random: (0, 0))
        #expect(first < later)
        #expect(PartyID(first.description) == first)
        #expect(PartyID(first.description.uppercased()) == first)
        let text = Array(first.description)
        #expect(text[14] == "7")
        #expect("89ab".contains(text[19]))
        #expect(PartyID("0190a0b0-c0d0-7000-8000-00000000000") == nil)
        #expect(PartyID("0190a0b0xc0d0-7000-8000-000000000000") == nil)
        #expect(PartyID("0190a0b0-c0d0-7000-8000-00000000000g") == nil)
    }

    @Test("a region contains itself and what continues its code after a hyphen")
    func regions() {
        #expect(RegionCode("CN").contains(RegionCode("CN")))
        #expect(RegionCode("CN").contains(RegionCode("CN-44")))
        #expect(RegionCode("CN-44").contains(RegionCode("CN-44-01")))
        #expect(!RegionCode("CN-44").contains(RegionCode("CN")))
        #expect(!RegionCode("CN-4").contains(RegionCode("CN-44")))
    }
}
