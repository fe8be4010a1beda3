// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import LawFixtures
import Policy
import Testing

@Suite("Shipped regimes")
struct ShippedRegimesTests {
    @Test("each pack loads without a fault", arguments: ShippedRegimes.packs.map(\.name))
    func loads(name: String) throws {
        let pack = try #require(ShippedRegimes.packs.first { $0.name == name })
        let policy = try PolicyLoader.load(pack)
        #expect(policy.code.text == name)
        #expect(policy.reference.sha256 == pack.sha256)
        #expect(!policy.cases.isEmpty)
    }

    @Test("exactly one is the default")
    func oneDefault() throws {
        #expect(try ShippedRegimes.load().count(where: \.isDefault) == 1)
    }

    @Test("the embedded text is the text of the files, byte for byte")
    func embeddedText() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Policy/Regimes").standardized
        for pack in ShippedRegimes.packs {
            for file in pack.files {
                let url = folder.appending(path: pack.name).appending(path: file.path)
                #expect(try Data(contentsOf: url) == Data(file.text.utf8), "\(file.path)")
            }
        }
    }

    @Test("a regime fed by a foreign register names bands, services and routes that it has")
    func registerVocabulary() throws {
        let policy = try #require(try ShippedRegimes.load().first { $0.register != nil })
        let register = try #require(policy.register)
        let scale = try policy.bands(on: day("2021-09-30")).value
        #expect(!register.routes.isEmpty && !register.ratings.isEmpty)
        for route in register.routes { #expect(policy.routes[route.code] != nil) }
        for rating in register.ratings {
            #expect(scale.rank(of: rating.band) != nil)
            if let service = rating.service { #expect(policy.services[service] != nil) }
        }
    }

    @Test("a band that the register does not know is a fault of the pack")
    func registerWithUnknownBand() throws {
        let shipped = try #require(
            ShippedRegimes.packs.first { pack in
                pack.files.contains { $0.path == "register.yaml" }
            })
        let files = shipped.files.map { file in
            file.path == "register.yaml"
                ? PolicyFile(
                    path: file.path,
                    text: file.text.replacingOccurrences(of: "band: B ", with: "band: Bee "))
                : file
        }
        #expect(throws: PolicyFaults.self) {
            try PolicyLoader.load(PolicyPack(name: shipped.name, files: files))
        }
    }

    @Test("the hash is over path, length and bytes of each file in order of the paths")
    func hash() {
        let files = [
            PolicyFile(path: "b.yaml", text: "x: 1\n"), PolicyFile(path: "a/é.yaml", text: "é\n"),
        ]
        let pack = PolicyPack(name: "any", files: files)
        // printf 'a/é.yaml\n3\né\nb.yaml\n5\nx: 1\n' | sha256sum
        #expect(
            pack.sha256.description
                == "f95a244b6fae9f5c4866a7b100ed17e4b35ecfd00df3960b5706661cc653c600")
        #expect(PolicyPack(name: "other", files: files.reversed()).sha256 == pack.sha256)
    }

    @Test("a comment is part of what was enacted")
    func commentCounts() throws {
        let plain = SamplePack()
        var commented = plain
        commented.files["bands.yaml", default: ""] += "\n# A remark.\n"
        let references = (try plain.policy().reference, try commented.policy().reference)
        #expect(references.0 != references.1)
        #expect(references.0.version == references.1.version)
    }

    @Test("a description names every part in force with its source", arguments: Language.allCases)
    func description(language: Language) throws {
        let today = day("2026-11-23")
        for policy in try ShippedRegimes.load() {
            let description = PolicyDescription(policy, on: today)
            let inForce = policy.indicators.values.filter {
                (try? $0.rule.value(on: today)) != nil
            }
            let text = description.text(in: language)
            #expect(text.contains(policy.title.text(in: language)))
            for route in policy.routes.keys { #expect(text.contains(route.text)) }
            for indicator in inForce { #expect(text.contains(indicator.code.text)) }
            guard case .array(let indicators)? = description.json["indicators"] else {
                Issue.record("no indicators")
                continue
            }
            #expect(indicators.count == inForce.count)
            for indicator in indicators { #expect(indicator["source"] != nil) }
        }
    }

    @Test("a description tells the conditions of starts, neutral band and overrides")
    func conditions() throws {
        let policy = try #require(try ShippedRegimes.load().first(where: \.isDefault))
        let description = PolicyDescription(policy, on: day("2026-11-23"))
        let text = description.text(in: .en)
        #expect(text.contains("“Wages and social insurance are on file” = true"))
        #expect(text.contains("≤ M: confirmed events of cn.outcome.on-time = 0"))
        #expect(
            text.contains("(“Done for gain” = true); from month 24 to month 36 after determinedOn"))
        #expect(text.contains("proposal, after State Taxation Administration"))
        #expect(description.text(in: .zh).contains("已确认的 cn.outcome.on-time 事件数 = 0"))
        #expect(description.json["bands"]?["neutral"]?["when"]?["en"] != nil)
    }

    @Test("a source is shown as what it is: law, unverified law or proposal")
    func citation() throws {
        let sample = SamplePack()
        func citation(_ new: String) throws -> String {
            let pack = sample.replacing("verified: true", with: new, in: "routes/work.yaml")
            return try pack.policy().route(RouteCode("work"), on: day("2025-06-01"))
                .provenance.citation
        }
        #expect(try citation("verified: true") == "Act of 2025, s 8")
        #expect(try citation("verified: false") == "Act of 2025, s 8, unverified")
        for truth in ["true", "false"] {
            #expect(
                try citation("verified: \(truth)\n    status: proposal\n    why: So.")
                    == "proposal, after Act of 2025, s 8")
        }
    }
}
