// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Testing

/// No rule hangs on what a law calls its parts: with every code of a pack renamed, each of its
/// golden cases, renamed alike, comes to the same.
@Suite("A pack whose codes are all renamed")
struct RenamedPackTests {
    @Test("its cases hold up to the renaming", arguments: ShippedRegimes.packs.map(\.name))
    func cases(name: String) throws {
        let pack = try #require(ShippedRegimes.packs.first { $0.name == name })
        let policy = try PolicyLoader.load(pack)
        let codes = policy.codesOfItsParts
        let renamed = try PolicyLoader.load(pack.renaming(codes))
        #expect(codes.count >= 10)
        #expect(renamed.codesOfItsParts == Set(codes.map(\.renamed)))
        #expect(renamed.cases.count == policy.cases.count && !policy.cases.isEmpty)
        for (old, new) in zip(policy.cases, renamed.cases) {
            #expect(old.file == new.file)
            #expect(GoldenCaseRun(new, policy: renamed).differences == [], "\(new.file)")
        }
    }

    @Test("only whole codes are renamed, in paths too")
    func planted() throws {
        let pack = PolicyPack(
            name: "p",
            files: [PolicyFile(path: "routes/x.a.yaml", text: "code: x.a # x.ab, ax.a\n")])
        let file = try #require(pack.renaming(["x.a", "A"]).files.first)
        #expect(file.path == "routes/renamed-x.a.yaml")
        #expect(file.text == "code: renamed-x.a # x.ab, ax.a\n")
    }
}

extension String {
    fileprivate var renamed: String { "renamed-\(self)" }
}

extension Policy {
    /// The codes of the regime, its bands, indicators and all other parts.
    fileprivate var codesOfItsParts: Set<String> {
        var codes: Set<String> = [code.text]
        for day in changeDays {
            guard let scale = try? bands(on: day).value else { continue }
            codes.formUnion(scale.bands.map(\.code.text))
            if let neutral = scale.neutral { codes.insert(neutral.code.text) }
        }
        codes.formUnion(indicators.keys.map(\.text))
        codes.formUnion(overrides.keys.map(\.text))
        codes.formUnion(routes.keys.map(\.text))
        codes.formUnion(services.keys.map(\.text))
        codes.formUnion(tables.keys.map(\.text))
        codes.formUnion(clocks.keys.map(\.text))
        codes.formUnion(calendars.keys.map(\.text))
        return codes
    }
}

extension PolicyPack {
    /// The same pack with these words renamed wherever they stand as a whole, in paths too.
    fileprivate func renaming(_ codes: Set<String>) -> PolicyPack {
        PolicyPack(
            name: name,
            files: files.map { file in
                let parts = file.path.split(separator: "/", maxSplits: 1).map(String.init)
                var path = file.path
                if parts.count == 2, codes.contains(String(parts[1].dropLast(".yaml".count))) {
                    path = "\(parts[0])/\(parts[1].renamed)"
                }
                return PolicyFile(path: path, text: file.text.renaming(codes))
            })
    }
}

extension String {
    fileprivate func renaming(_ codes: Set<String>) -> String {
        var text = ""
        var word = ""
        func end() {
            text += codes.contains(word) ? word.renamed : word
            word = ""
        }
        for character in self {
            if character.isLetter || character.isNumber || "._-".contains(character) {
                word.append(character)
            } else {
                end()
                text.append(character)
            }
        }
        end()
        return text
    }
}
