// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Testing

/// A golden case of a shipped pack, by its sentence.
struct ShippedCase: Sendable, CustomTestStringConvertible {
    let regime: String
    let goldenCase: GoldenCase

    var testDescription: String { "\(regime): \(goldenCase.name)" }

    static func all() throws -> [ShippedCase] {
        try shippedPolicies().flatMap { policy in
            policy.cases.map { ShippedCase(regime: policy.code.text, goldenCase: $0) }
        }
    }
}

@Suite("Golden cases")
struct GoldenCaseTests {
    @Test("a case that a pack carries holds", arguments: try ShippedCase.all())
    func holds(shipped: ShippedCase) throws {
        let policy = try #require(
            try shippedPolicies().first { $0.code.text == shipped.regime })
        #expect(GoldenCaseRun(shipped.goldenCase, policy: policy).differences == [])
    }

    @Test("events that bring more points than are counted come to the bound")
    func boundOfPoints() throws {
        var pack = SamplePack().replacing(
            "perUnit: -5\n      unit: day\n      capPerEvent: -20\n      quantityAtMost: 100",
            with: "perUnit: -1000\n      unit: day\n      quantityAtMost: 1000000",
            in: "indicators/late.yaml")
        let events = (1...12).map {
            "    - { id: e\($0), indicator: late, occurredOn: 2025-05-01, quantity: 1000000 }"
        }
        pack.files["cases/bound.yaml"] = """
            law: sample
            asOf: 2025-06-01
            source: "Act of 2025, s 6"
            explanation: Twelve times the most points that one event brings.
            input:
              role: sponsor
              events:
            \(events.joined(separator: "\n"))
            expected:
              score: -1000000000
              band: poor
            """
        let policy = try pack.policy()
        #expect(policy.cases.flatMap { GoldenCaseRun($0, policy: policy).differences } == [])
    }

    @Test("a case that expects something else does not hold, and says what came out")
    func differs() throws {
        let policy = try #require(try shippedPolicies().first { $0.isDefault })
        let shipped = try #require(
            ShippedRegimes.packs.first { $0.name == policy.code.text })
        for (old, new, said) in [
            ("score: 55", "score: 54", "score: expected 54, got 55"),
            ("band: C", "band: B", "band: expected B, got C"),
            ("counted: -35", "counted: -34", "contributions: expected"),
            ("outcome: ineligible", "outcome: eligible", "outcome: expected eligible"),
            ("[band.belowMinimum]", "[band.missing]", "reasons: expected"),
            ("validUntil: 2028-03-03", "validUntil: 2028-03-04", "validUntil: expected"),
        ] {
            let files = shipped.files.map { file in
                PolicyFile(path: file.path, text: Self.replace(old, new, in: file))
            }
            let altered = try PolicyLoader.load(PolicyPack(name: shipped.name, files: files))
            let runs = altered.cases.map { GoldenCaseRun($0, policy: altered) }
            let failed = runs.filter { !$0.holds }
            #expect(failed.count == 1)
            #expect(failed.first?.differences.contains { $0.hasPrefix(said) } == true)
        }
    }

    private static func replace(_ old: String, _ new: String, in file: PolicyFile) -> String {
        guard file.path.contains("stops-further-invitations"),
            let range = file.text.firstRange(of: old)
        else { return file.text }
        return file.text[..<range.lowerBound] + new + file.text[range.upperBound...]
    }
}
