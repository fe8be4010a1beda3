// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

@Suite("What a version lacks of an earlier one")
struct PolicyGapsTests {
    private func gaps(
        of later: SamplePack, since earlier: SamplePack = SamplePack(),
        from: String = "2040-01-01", until end: String? = nil
    ) throws -> [String] {
        try PolicyGaps(
            of: later.policy(), from: day(from), since: earlier.policy(), until: day(end ?? from)
        ).parts.map { "\($0.name) \($0.day)" }
    }

    /// The sample pack without the override, of which late reports are repealed on a day.
    private func repealing(on day: String) -> SamplePack {
        SamplePack().replacing(
            "from: 2025-01-01", with: "from: 2025-01-01\n    until: \(day)",
            in: "indicators/late.yaml")
    }

    @Test("the same law lacks nothing")
    func same() throws {
        #expect(try gaps(of: SamplePack()) == [])
    }

    @Test(
        "an indicator stays on each day on which the earlier version was the one to use",
        arguments: [
            ("2039-12-31", ["indicators/late 2039-12-31"]), ("2040-01-01", []),
            ("2040-01-02", []),
        ])
    func repealed(day: String, expected: [String]) throws {
        #expect(try gaps(of: repealing(on: day)) == expected)
        #expect(
            try gaps(of: repealing(on: day), from: "2045-01-01", until: "2040-01-01") == expected)
    }

    @Test("an indicator that begins later lacks the days before")
    func begunLater() throws {
        let later = SamplePack().replacing(
            "from: 2025-01-01", with: "from: 2025-01-02", in: "indicators/late.yaml")
        #expect(try gaps(of: later) == ["indicators/late 2025-01-01"])
        #expect(try gaps(of: SamplePack(), since: later) == [])
    }

    @Test("bands that may have been assigned stay; those of a score may go")
    func bands() throws {
        func assigned(_ codes: String...) -> SamplePack {
            var pack = SamplePack()
            pack.files["starts.yaml"] = nil
            pack.files["overrides/fraud.yaml"] = nil
            pack.files["cases/others-start-at-80.yaml"] = nil
            pack.files["bands.yaml"] =
                """
                values:
                  - from: 2025-01-01
                    source: "Act of 2025, s 3"
                    verified: true
                    basis: assigned
                    bands:

                """
                + codes.map { "      - { code: \($0), title: { en: \($0), zh: \($0) } }" }
                .joined(separator: "\n")
            return pack
        }
        let both = assigned("good", "poor")
        #expect(try gaps(of: assigned("good"), since: both) == ["bands/poor 2040-01-01"])
        #expect(try gaps(of: both, since: assigned("good")) == [])
        #expect(try gaps(of: assigned("good")) == [])
        #expect(try gaps(of: assigned("good"), since: both, until: "2025-01-01") == [])
    }

    @Test(
        "bands and start scores are in force when the version begins",
        arguments: [
            ("2024-12-31", ["bands 2024-12-31"]), ("2025-01-01", ["starts 2025-01-01"]),
            ("2025-01-02", []),
        ])
    func scales(from: String, expected: [String]) throws {
        var pack = SamplePack().replacing("2025-01-01", with: "2025-01-02", in: "starts.yaml")
        pack.files["cases/others-start-at-80.yaml"] = nil
        #expect(try gaps(of: pack, from: from) == expected)
    }
}
