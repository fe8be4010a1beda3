// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

@Suite("Differences of two versions")
struct PolicyDifferenceTests {
    private static func policy(_ pack: SamplePack = SamplePack()) throws -> Policy {
        try PolicyLoader.load(
            PolicyPack(
                name: "sample",
                files: pack.files.map { PolicyFile(path: $0.key, text: $0.value) }))
    }

    @Test("a version does not differ from itself")
    func same() throws {
        #expect(PolicyDifference.all(from: try Self.policy(), to: try Self.policy()) == [])
    }

    @Test("a value that differs on some days is told once, with its days, values and source")
    func value() throws {
        var pack = SamplePack()
        pack.files["bands.yaml"] = pack.files["bands.yaml"]?
            .replacing("above: 60", with: "above: 70").replacing("atMost: 60", with: "atMost: 70")
        let found = PolicyDifference.all(from: try Self.policy(), to: try Self.policy(pack))
        #expect(
            found.map(\.path) == ["bands/bands/good/score/above", "bands/bands/poor/score/atMost"])
        #expect(found.first?.from == day("2026-01-01") && found.first?.until == nil)
        #expect(found.first?.before == 60 && found.first?.after == 70)
        #expect(found.first?.source?.contains("Act of 2026, s 3") == true)
        #expect(
            found.first?.text(in: .en)
                == "bands/bands/good/score/above: 70 instead of 60, from 2026-01-01")
        #expect(
            found.first?.text(in: .zh)
                == "bands/bands/good/score/above：由 60 改为 70，自 2026-01-01 起")
    }
}
