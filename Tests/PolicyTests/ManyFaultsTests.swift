// SPDX-License-Identifier: Apache-2.0

import LawFixtures
import Policy
import Testing

@Suite("Many faults in one pack")
struct ManyFaultsTests {
    /// A fault planted in the pack of the pages on the format; `at` stands on the line at which it
    /// must be reported.
    private struct Planted {
        let file: String
        let old: String
        let new: String
        let at: String
        let says: String

        init(_ file: String, _ old: String, _ new: String, at: String, _ says: String) {
            self.file = file
            self.old = old
            self.new = new
            self.at = at
            self.says = says
        }
    }

    private static let planted: [Planted] = [
        .init(
            "services/premium.yaml", "    source: \"Fees Order 2025, art. 2\"\n", "",
            at: "- from: 2025-01-01", "“source” is missing."),
        .init(
            "regime.yaml", "verified: true\ncurrency", "verified: 1\ncurrency",
            at: "verified: 1", "“verified” must be true or false."),
        .init(
            "bands.yaml", "{ atLeast: 50, below: 80 }", "{ atLeast: 50, below: 79 }",
            at: "- code: fair", "Between “good” and “fair” lies a gap."),
        .init(
            "starts.yaml", "when: { fact: recordsComplete, equals: true }", "otherwise: true",
            at: "- points: 100", "The rows after this one are never reached."),
        .init(
            "facts.yaml", "when: { fact: employees, atLeast: 100 }",
            "when: { fact: sizeClass, equals: small }", at: "- give: large",
            "The fact “sizeClass” follows from itself."),
        .init(
            "facts.yaml", "name: inspection", "name: forGain",
            at: "name: forGain, of: event, kind: w",
            "The fact “forGain” stands here twice"),
        .init(
            "tables/example.lateness.yaml", "{ above: 5,", "{ above: 6,", at: "{ above: 6,",
            "Between this row and the one above it lies a gap."),
        .init(
            "tables/example.penalty.yaml", "{ equals: 2,", "{ equals: 1,", at: "{ equals: 1,",
            "This row and the one above it overlap."),
        .init(
            "tables/example.penalty.yaml", "[500, 1000, 5000, 10000]", "[500, 1000, 5000]",
            at: "give: [500, 1000, 5000]", "The row has 3 cells and the table 4 columns."),
        .init(
            "assessments/example.violation.yaml", "{ table: example.bar }",
            "{ table: example.penalty, }", at: "{ table: example.penalty, }",
            "The table gives money, no size of a bar."),
        .init(
            "assessments/example.violation.yaml", "code: costs", "code: bar",

            at: "code: bar\n        kind: exitCosts",
            "The measure “bar” stands here twice."),
        .init(
            "duties/example.close-out.yaml", "missed: { indicator: example.late-report }",
            "missed: { indicator: example.tea }", at: "missed:",
            "No indicator “example.tea” stands in this pack."),
        .init(
            "duties/example.reply.yaml", "step: due", "step: tea", at: "step: tea",
            "The clock “example.finding” has no step “tea”"),
        .init(
            "clocks/example.finding.yaml", "after: sentOn", "after: due", at: "after: due",
            "No day “due” stands before this one."),
        .init(
            "routes/example-work.yaml", "until: 2026-01-01", "until: 2026-01-02",
            at: "- from: 2026-01-01", "Two values are in force from 2026-01-01 on."),
        .init(
            "routes/example-work.yaml", "extension: fair", "extension: tea",
            at: "extension: tea", "The band “tea” is unknown while this value is in force."),
        .init(
            "units.yaml", "- from: 2026-04-01", "- from: 2026-04-02", at: "- from: 2026-04-02",
            "No value is in force from 2026-04-01"),
        .init(
            "repairs/example.cure.yaml", "curedFrom:", "cured:", at: "cured:",
            "“cured” is not known here."),
        .init(
            "repairs/example.cure.yaml", "percent: 80", "percent: 180", at: "percent: 180",
            "“percent” is no part of a hundred."),
        .init(
            "displays/example.display.yaml", "{ atLeast: 3, atMost: 12 }",
            "{ atLeast: 13, atMost: 12 }", at: "{ atLeast: 13", "No time lies between these months."
        ),
        .init(
            "nomineePoints/example.points.yaml", "points: 40 }", "points: 41 }",
            at: "points: 41 }", "An item gives from 0 to its most."),
        .init(
            "routes/example-talent.yaml", "{ bands: [new, fair], limit: 5 }", "{ limit: 5 }",
            at: "{ limit: none }", "This row is never reached."),
        .init(
            "calendars/example-days.yaml", "[2026-05-09]", "[2026-05-39]", at: "2026-05-39",
            "“workdays” must be a day that exists."),
        .init(
            "indicators/example.public-notice.yaml", "code: example.public-notice",
            "code: example.late-report", at: "code: example.late-report",
            "The code “example.late-report” is used by another file of “indicators”."),
        .init(
            "cases/a-reply-due-on-a-sunday-is-in-time-on-monday.yaml", "law: example",
            "law: tea", at: "law: tea", "The case is of the law “tea”."),
    ]

    @Test("all are found in one pass, each with its file and line, and none hides another")
    func allInOnePass() throws {
        let pack = try DocumentedPack().pack
        var texts = Dictionary(uniqueKeysWithValues: pack.files.map { ($0.path, $0.text) })
        for fault in Self.planted {
            let text = try #require(texts[fault.file])
            let range = try #require(text.firstRange(of: fault.old), "\(fault.says)")
            texts[fault.file] =
                String(text[..<range.lowerBound]) + fault.new + String(text[range.upperBound...])
        }
        let files = texts.map { PolicyFile(path: $0.key, text: $0.value) }
        let thrown = #expect(throws: PolicyFaults.self) {
            try PolicyLoader.load(PolicyPack(name: pack.name, files: files))
        }
        let faults = try #require(thrown).faults
        #expect(Self.planted.count == 25)
        for fault in Self.planted {
            let text = try #require(texts[fault.file])
            let place = try #require(text.firstRange(of: fault.at), "\(fault.says)")
            let line = text[..<place.lowerBound].split(
                separator: "\n", omittingEmptySubsequences: false
            ).count
            let found = faults.filter { $0.file == fault.file && $0.message.hasPrefix(fault.says) }
            #expect(found.map(\.line) == [line], "\(fault.file): \(fault.says)")
        }
    }
}
