// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

/// A pack with every band, indicator, override, route and service called otherwise.
struct RenamedPack {
    let names: [String: String]
    let pack: PolicyPack

    init(of policy: Policy, from shipped: PolicyPack) throws {
        var codes = policy.indicators.keys.map(\.text) + policy.overrides.keys.map(\.text)
        codes += policy.routes.keys.map(\.text) + policy.services.keys.map(\.text)
        let scale = try policy.bands(on: day("2026-01-01")).value
        codes += scale.bands.map(\.code.text)
        if let neutral = scale.neutral { codes.append(neutral.code.text) }
        var names: [String: String] = [:]
        for (index, code) in codes.sorted().enumerated() { names[code] = "renamed.\(index)" }
        self.names = names
        self.pack = PolicyPack(
            name: shipped.name,
            files: shipped.files.map { file in
                PolicyFile(
                    path: Self.replace(file.path, names, keepsSuffix: true),
                    text: Self.replace(file.text, names, keepsSuffix: false))
            })
    }

    /// Replaces whole codes only: runs of letters, digits, points, hyphens and underscores.
    private static func replace(
        _ text: String, _ names: [String: String], keepsSuffix: Bool
    ) -> String {
        var result = ""
        var run = ""
        func flush() {
            let suffix = keepsSuffix && run.hasSuffix(".yaml") ? ".yaml" : ""
            let code = String(run.dropLast(suffix.count))
            result += names[code].map { $0 + suffix } ?? run
            run = ""
        }
        for character in text {
            if character.isASCII,
                character.isLetter || character.isNumber
                    || ".-_".contains(character)
            {
                run.append(character)
            } else {
                flush()
                result.append(character)
            }
        }
        flush()
        return result
    }
}

@Suite("Renaming")
struct RenamingTests {
    @Test(
        "with every code of a regime renamed, ratings are the same up to the renaming",
        arguments: ShippedRegimes.packs.map(\.name))
    func renamed(name: String) throws {
        let shipped = try #require(ShippedRegimes.packs.first { $0.name == name })
        let policy = try PolicyLoader.load(shipped)
        let renamed = try RenamedPack(of: policy, from: shipped)
        let other = try PolicyLoader.load(renamed.pack)
        func new(_ code: some Code) -> String { renamed.names[code.text] ?? "missing" }
        #expect(Set(other.indicators.keys.map(\.text)) == Set(policy.indicators.keys.map(new)))
        #expect(Set(other.routes.keys.map(\.text)) == Set(policy.routes.keys.map(new)))
        #expect(policy.cases.count == other.cases.count)
        // A case about a nominee alone may lie before anybody is rated.
        for goldenCase in policy.cases where (try? policy.bands(on: goldenCase.asOf)) != nil {
            let twin = try #require(other.cases.first { $0.file == goldenCase.file })
            let rating = try RatingRule.rate(
                goldenCase.dossier, role: goldenCase.role, policy: policy,
                asOf: goldenCase.asOf)
            let same = try RatingRule.rate(
                twin.dossier, role: twin.role, policy: other, asOf: twin.asOf)
            #expect(same.score == rating.score)
            #expect(same.band?.text == rating.band.map(new))
            #expect(same.basis == rating.basis)
            #expect(same.contributions.map(\.counted) == rating.contributions.map(\.counted))
            #expect(same.adjustments.map(\.points) == rating.adjustments.map(\.points))
            #expect(same.scores.map(\.score) == rating.scores.map(\.score))
            #expect(same.overrides.map(\.code.text) == rating.overrides.map { new($0.code) })
        }
    }
}
