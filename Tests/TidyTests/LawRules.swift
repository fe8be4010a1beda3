// SPDX-License-Identifier: Apache-2.0

import Testing

/// Law is data: what a pack calls its regime or an indicator stands in no other source, so that a
/// law can be changed, or left out, without touching the program. The demo has its own story.
enum LawRules {
    private static let regimes = "Sources/Policy/Regimes/"
    private static let folders: Set<Substring> = [
        "assessments", "calendars", "clocks", "indicators", "overrides", "routes", "tables",
    ]

    /// The codes that the packs among these paths give: of the regimes, and of what has a file.
    /// A plain word may be anybody's; a code of several parts is not.
    static func codes(of paths: [String]) -> Set<String> {
        var codes: Set<String> = []
        for path in paths where path.hasPrefix(regimes) && path.hasSuffix(".yaml") {
            let parts = path.dropFirst(regimes.count).split(separator: "/")
            guard let regime = parts.first else { continue }
            codes.insert(String(regime))
            if parts.count == 3, folders.contains(parts[1]) {
                codes.insert(String(parts[2].dropLast(".yaml".count)))
            }
        }
        return codes.filter { $0.contains { $0 == "." || $0 == "-" } }
    }

    /// Where a source names one of the codes as a whole word.
    static func findings(in lines: [String], path: String, codes: Set<String>) -> [Finding] {
        guard path.hasPrefix("Sources/"), !path.hasPrefix(regimes), !path.contains("/Demo/") else {
            return []
        }
        return lines.enumerated().flatMap { index, line in
            line.codeLikeWords.filter(codes.contains).map { code in
                Finding(path: path, line: index + 1, message: "`\(code)` is law; a pack says it")
            }
        }
    }
}

extension String {
    /// Runs of letters, digits, points, hyphens and underscores.
    fileprivate var codeLikeWords: [String] {
        split { !($0.isLetter || $0.isNumber || ".-_".contains($0)) }.map(String.init)
    }
}

@Suite("Law")
struct LawRulesTests {
    @Test("no source outside the packs and the demo names a regime, indicator or other code of law")
    func sources() {
        let codes = LawRules.codes(of: Repository.current.paths)
        #expect(codes.count > 60)
        for file in Repository.current.files {
            expectNone(LawRules.findings(in: file.lines, path: file.path, codes: codes))
        }
    }

    @Test("a planted code is reported, also in a comment; the demo, and a part of a word, are not")
    func planted() {
        let codes = LawRules.codes(of: [
            "Sources/Policy/Regimes/xx-law/indicators/xx.late.yaml",
            "Sources/Policy/Regimes/xx-law/services/premium.yaml",
        ])
        #expect(codes == ["xx-law", "xx.late"])
        let lines = [
            "/// As `xx.late` says.", "let regime = \"xx-law\"", "let other = xx.lateness",
        ]
        let found = LawRules.findings(in: lines, path: "Sources/Domain/A.swift", codes: codes)
        #expect(found.map(\.line) == [1, 2])
        for path in ["Sources/probity/Demo/A.swift", "Tests/DomainTests/A.swift"] {
            expectNone(LawRules.findings(in: lines, path: path, codes: codes))
        }
    }
}
