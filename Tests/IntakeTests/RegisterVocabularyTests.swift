// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Policy
import Testing

@Suite("The register's vocabulary")
struct RegisterVocabularyTests {
    @Test("the shipped pack has 15 routes, 6 ratings, 4 bands and a source for each group")
    func shipped() {
        #expect(vocabulary.routes.count == 15)
        #expect(vocabulary.routes.allSatisfy { $0.code.text.hasPrefix("uk-") })
        #expect(vocabulary.ratings.count == 6)
        #expect(
            Set(vocabulary.ratings.map(\.band.text)) == ["A", "B", "Provisional", "Probationary"])
        #expect(vocabulary.columns.separator == " / ")
        #expect(
            vocabulary.sources.keys.sorted()
                == [
                    "columns", "natural-persons", "ratings", "repairs", "routes", "sponsors",
                    "tiers",
                ])
    }

    @Test("every fault of a file is reported with its line")
    func faults() throws {
        let shipped = try String(contentsOf: Places.pack, encoding: .utf8)
        let damaged =
            shipped
            .replacing("  town: Town/City\n", with: "  twon: Town/City\n")
            .replacing("band: Provisional", with: "band: \"not a code\"")
            .replacing("    - column: route", with: "    - column: raute")
            .replacing("names: [Scale-up]", with: "names: [Skilled Worker]")
        let lines = damaged.split(separator: "\n", omittingEmptySubsequences: false)
        func line(_ text: String) -> Int {
            (lines.firstIndex { $0.contains(text) } ?? -1) + 1
        }
        let error = #expect(throws: RegisterVocabularyFaults.self) {
            try RegisterVocabulary(yaml: damaged)
        }
        let faults = error?.faults ?? []
        #expect(faults.count == 5)
        #expect(faults.contains { $0.message == "columns lacks “town”" })
        #expect(faults.contains { $0.line == line("twon:") && $0.message.contains("no “twon”") })
        #expect(faults.contains { $0.line == line("not a code") })
        #expect(faults.contains { $0.line == line("raute") && $0.message.contains("“raute”") })
        #expect(
            faults.contains {
                $0.message
                    == "“Skilled Worker” of worker is both uk-skilled-worker and uk-scale-up"
            })
    }

    @Test(
        "an empty file and a file that is no YAML are faults, not crashes",
        arguments: ["", "a: [b"])
    func unusable(text: String) {
        #expect(throws: RegisterVocabularyFaults.self) { try RegisterVocabulary(yaml: text) }
    }
}
