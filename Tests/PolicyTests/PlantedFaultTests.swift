// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

/// One fault planted in the sample pack, and where and how it must be reported.
struct PlantedFault: Sendable, CustomTestStringConvertible {
    let what: String
    let file: String
    let old: String
    let new: String
    let line: Int
    let says: String

    init(_ what: String, _ file: String, _ old: String, _ new: String, line: Int, says: String) {
        self.what = what
        self.file = file
        self.old = old
        self.new = new
        self.line = line
        self.says = says
    }

    var testDescription: String { what }

    static let all: [PlantedFault] = [
        .init(
            "bands that rise with the score", "bands.yaml",
            "{ atLeast: 50 } }\n      - { code: poor, title: { en: Poor, zh: 差 }, "
                + "score: { below: 50 } }",
            "{ below: 12 } }\n      - { code: poor, title: { en: Poor, zh: 差 }, "
                + "score: { atLeast: 12 } }",
            line: 8, says: "has the lower scores"),
        .init(
            "which law of nothing", "regime.yaml", "roles:", "whichLaw: {}\nroles:", line: 9,
            says: "names no kind of rule"),
        .init(
            "which law of no word", "regime.yaml", "roles:",
            "whichLaw: { units: never }\nroles:", line: 9, says: "“never” is no known units"),
        .init(
            "a window of two lengths", "starts.yaml", "{ fact: employees, atLeast: 100 }",
            "{ count: { of: any, months: 3, days: 4 }, atLeast: 1 }", line: 8,
            says: "A window has one length"),
        .init(
            "an override of two lengths", "overrides/fraud.yaml", "months: 24",
            "months: 24, days: 3", line: 14, says: "holds for one length"),
        .init(
            "an anniversary of no day", "indicators/late.yaml",
            "{ months: 12, anchor: occurredOn }",
            "{ anchor: occurredOn, endOf: { anniversaryOf: employees } }", line: 14,
            says: "“employees” is no day of the party"),
        .init(
            "no source", "routes/work.yaml", "    source: \"Act of 2025, s 8\"\n", "",
            line: 5, says: "“source” is missing"),
        .init(
            "not said whether verified", "routes/work.yaml", "    verified: true\n", "",
            line: 5, says: "“verified” is missing"),
        .init(
            "a proposal without a reason", "routes/work.yaml", "verified: true",
            "verified: false\n    status: proposal", line: 5, says: "must say why"),
        .init(
            "values that overlap", "bands.yaml", "from: 2026-01-01", "from: 2025-12-31",
            line: 10, says: "Two values are in force from 2025-12-31 on"),
        .init(
            "a gap between values", "bands.yaml", "from: 2026-01-01", "from: 2026-01-02",
            line: 10, says: "No value is in force from 2026-01-01"),
        .init(
            "a value without end before another", "bands.yaml", "    until: 2026-01-01\n", "",
            line: 9, says: "overlaps this one"),
        .init(
            "an end before the beginning", "bands.yaml", "until: 2026-01-01",
            "until: 2025-01-01", line: 3, says: "must lie after"),
        .init(
            "a day that does not exist", "starts.yaml", "2025-01-01", "2025-02-30",
            line: 2, says: "must be a day that exists"),
        .init(
            "an unknown band", "routes/work.yaml", "new: good", "new: fair",
            line: 10, says: "The band “fair” is unknown"),
        .init(
            "an unknown member", "routes/work.yaml", "scope:", "scop:",
            line: 9, says: "“scop” is not known here"),
        .init(
            "a number where truth is needed", "regime.yaml", "verified: true", "verified: 1",
            line: 6, says: "must be true or false"),
        .init(
            "points in quotes", "starts.yaml", "points: 100", "points: \"100\"",
            line: 6, says: "must be points"),
        .init(
            "points with four decimals", "starts.yaml", "points: 100", "points: 99.0001",
            line: 6, says: "must be points"),
        .init(
            "a role that nobody knows", "routes/work.yaml", "[sponsor]", "[patron]",
            line: 8, says: "“patron” is no known role"),
        .init(
            "a role that the regime lacks", "routes/work.yaml", "[sponsor]", "[guarantor]",
            line: 8, says: "no role “guarantor”"),
        .init(
            "a gap between bands", "bands.yaml", "below: 50", "below: 49",
            line: 9, says: "lies a gap"),
        .init(
            "bands that overlap", "bands.yaml", "below: 50", "atMost: 50",
            line: 9, says: "overlap"),
        .init(
            "an edge that belongs to neither band", "bands.yaml", "atMost: 60", "below: 60",
            line: 16, says: "lies a gap"),
        .init(
            "a best band with a top", "bands.yaml", "{ atLeast: 50 }",
            "{ atLeast: 50, below: 100 }", line: 8, says: "No band takes the scores above"),
        .init(
            "points per unit without the unit", "indicators/late.yaml", "      unit: day\n", "",
            line: 10, says: "need the unit"),
        .init(
            "a unit that nobody knows", "indicators/late.yaml", "unit: day", "unit: furlong",
            line: 11, says: "“furlong” is no known unit"),
        .init(
            "an event that brings more points than are counted", "indicators/late.yaml",
            "perUnit: -5\n      unit: day\n      capPerEvent: -20\n      quantityAtMost: 100",
            "perUnit: -1000.001\n      unit: day\n      quantityAtMost: 1000000", line: 12,
            says: "1000000 × -1000.001 is more than the 1000000000 points"),
        .init(
            "a version that no address can hold", "regime.yaml", "\"2025-01-01\"", "\"a/b c\"",
            line: 2, says: "“a/b c” is no version"),
        .init(
            "an alias", "routes/work.yaml", "verified: true", "verified: *truth", line: 7,
            says: "An alias stands here"),
        .init(
            "an anchor", "routes/work.yaml", "scope: region", "scope: &where region", line: 9,
            says: "An anchor stands here"),
        .init(
            "a cap of the wrong sign", "indicators/late.yaml", "capPerEvent: -20",
            "capPerEvent: 20",
            line: 12, says: "sign of the points"),
        .init(
            "a cap of the whole indicator of the wrong sign", "indicators/late.yaml",
            "capPerEvent: -20", "capPerIndicator: 20", line: 12, says: "sign of the points"),
        .init(
            "a cap that does not say of what", "indicators/late.yaml", "capPerEvent", "cap",
            line: 12, says: "“cap” is not known here"),
        .init(
            "events counted in a condition on an event", "overrides/fraud.yaml",
            "{ fact: grave, equals: true }", "{ count: { of: [late] }, atLeast: 2 }", line: 13,
            says: "cannot count events"),
        .init(
            "a case of another law", "cases/others-start-at-80.yaml", "law: sample",
            "law: simple", line: 1, says: "is of the law “simple”"),
        .init(
            "a case that expects nothing", "cases/others-start-at-80.yaml",
            "  score: 80\n  band: good", "  {}", line: 8, says: "expects nothing"),
        .init(
            "an outcome without a request", "cases/others-start-at-80.yaml", "band: good",
            "outcome: eligible", line: 9, says: "“outcome” is expected and nothing is asked"),
        .init(
            "a last day without a request", "cases/others-start-at-80.yaml", "band: good",
            "validUntil: none", line: 9, says: "“validUntil” is expected and nothing is asked"),
        .init(
            "an indicator that nobody knows", "overrides/fraud.yaml", "[late]", "[lates]",
            line: 12, says: "No indicator “lates”"),
        .init(
            "a fact that is not defined", "overrides/fraud.yaml", "fact: grave", "fact: graver",
            line: 13, says: "No fact “graver” of the event"),
        .init(
            "a fact compared with the wrong kind", "overrides/fraud.yaml", "equals: true",
            "equals: 3", line: 13, says: "is never a number"),
        .init(
            "bounds on a fact that is no number", "overrides/fraud.yaml", "equals: true",
            "atLeast: 3", line: 13, says: "is no number"),
        .init(
            "nobody left for the last row", "starts.yaml", "        otherwise: true",
            "        when: { fact: employees, below: 100 }", line: 9,
            says: "Some parties have no start score"),
        .init(
            "a file that does not bear its code", "routes/work.yaml", "code: work",
            "code: works", line: 1, says: "does not bear the name"),
        .init(
            "a member written twice", "regime.yaml", "currency: EUR",
            "currency: EUR\ncurrency: USD", line: 7, says: "stands here twice"),
        .init(
            "no YAML at all", "facts.yaml", "facts:", "facts: [", line: 4, says: "no YAML"),
        .init(
            "no currency", "regime.yaml", "EUR", "Euro", line: 7, says: "is no currency"),
        .init(
            "a period without length", "indicators/late.yaml", "months: 12", "months: 0",
            line: 14, says: "must last"),
    ]
}

@Suite("Faults in a pack")
struct PlantedFaultTests {
    @Test("the sample pack itself has none")
    func soundPack() throws {
        #expect(SamplePack().faults().isEmpty)
        #expect(try SamplePack().policy().code.text == "sample")
    }

    @Test("a planted fault is reported with file and line", arguments: PlantedFault.all)
    func reported(_ planted: PlantedFault) throws {
        let faults = SamplePack().replacing(planted.old, with: planted.new, in: planted.file)
            .faults()
        let fault = faults.first { $0.message.contains(planted.says) }
        #expect(fault != nil, "\(faults)")
        #expect(fault?.file == planted.file)
        #expect(fault?.line == planted.line)
        #expect(fault?.cure.isEmpty == false)
    }

    @Test("one event may bring as many points as are counted, and more where a cap holds them")
    func mostPoints() {
        func faults(_ points: String, _ cap: String) -> [PolicyFault] {
            SamplePack().replacing(
                "perUnit: -5\n      unit: day\n      capPerEvent: -20\n      quantityAtMost: 100",
                with: "perUnit: \(points)\n      unit: day\n\(cap)      quantityAtMost: 1000000",
                in: "indicators/late.yaml"
            ).faults()
        }
        #expect(faults("-999.999", "") == [])
        #expect(faults("-1000", "") == [])
        #expect(faults("-1000.001", "").count == 1)
        #expect(faults("-1000.001", "      capPerEvent: -1000000000\n") == [])
    }

    @Test(
        "a version is a word that an address can hold",
        arguments: [
            ("2025.1_b-2", true), (String(repeating: "a", count: 60), true),
            (String(repeating: "a", count: 61), false), ("...", true), ("..", false),
            (".", false), ("a@b", false), ("a b", false), ("é", false), ("中", false),
            ("a\\r\\nb", false), ("a\\n", false),
        ])
    func version(_ word: String, isSound: Bool) {
        let faults = SamplePack().version(word).faults()
        #expect(faults.map { "\($0.file):\($0.line)" } == (isSound ? [] : ["regime.yaml:2"]))
    }

    @Test("stars and ampersands within a text are no aliases")
    func starsInText() throws {
        let texts = [
            "{ en: \"*Work* & *more\", zh: 工作 }", "{ en: R&D, zh: 5*3 &more }",
            "{ en: 'see &note *note', zh: \"a\\n  *note\" } # *remark &remark",
            "\n  en: |\n    *Work*\n    &more\n  zh: 工作 *note",
        ]
        for text in texts {
            let pack = SamplePack().replacing(
                "{ en: Work, zh: 工作 }", with: text, in: "routes/work.yaml")
            #expect(pack.faults() == [], "\(text)")
            let title = try pack.policy().routes[RouteCode("work")]?.title
            #expect(title?.en.contains("\u{E000}") == false)
        }
        let pack = SamplePack().replacing(
            "{ en: Work, zh: 工作 }", with: texts[1], in: "routes/work.yaml")
        #expect(try pack.policy().routes[RouteCode("work")]?.title.zh == "5*3 &more")
    }

    @Test("aliases that double line by line are refused before they are followed")
    func aliasBomb() {
        let lines = (1...60).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]" }
        var pack = SamplePack()
        pack.files["facts.yaml"] = "a0: &a0 [x]\n" + lines.joined(separator: "\n")
        #expect(pack.faults().map { "\($0.file):\($0.line)" }.contains("facts.yaml:1"))
        pack.files["facts.yaml"] =
            "- &a0 {x: 1}\n"
            + (1...60).map { "- &a\($0) { ? *a\($0 - 1) : *a\($0 - 1) }" }.joined(separator: "\n")
        #expect(pack.faults().map { "\($0.file):\($0.line)" }.contains("facts.yaml:1"))
        pack = SamplePack()
        pack.files["register.yaml"] = "sponsors: &a x\ncolumns: *a\n"
        #expect(
            pack.faults().contains {
                $0.file == "register.yaml" && $0.message.contains("An anchor stands here")
            })
    }

    @Test("faults in different files are all found in one pass")
    func allAtOnce() {
        let plants = PlantedFault.all.filter {
            [
                "no source", "a gap between bands", "points in quotes", "a unit that nobody knows",
                "an indicator that nobody knows", "no currency",
            ].contains($0.what)
        }
        var pack = SamplePack()
        for planted in plants {
            pack = pack.replacing(planted.old, with: planted.new, in: planted.file)
        }
        let faults = pack.faults()
        #expect(plants.count == 6)
        for planted in plants {
            #expect(
                faults.contains {
                    $0.file == planted.file && $0.message.contains(planted.says)
                }, "\(planted.what)")
        }
    }

    @Test("an override may name a band only as long as the scale has it and events are held")
    func bandDropped() {
        // The scale drops “poor” from 2027-06-29, 06-30 or 07-01 on; an event of 2025-06-30 is
        // held against the party for 24 months.
        for (from, isFault) in [("2027-06-29", true), ("2027-06-30", true), ("2027-07-01", false)] {
            let pack = SamplePack()
                .replacing(
                    "from: 2025-01-01", with: "from: 2025-01-01\n    until: 2025-07-01",
                    in: "overrides/fraud.yaml"
                )
                .dropping("poor", from: from)
            let messages = pack.faults().map { "\($0.file): \($0.message)" }
            #expect(
                messages.contains { $0.hasPrefix("overrides/fraud.yaml: The band “poor”") }
                    == isFault, "\(from): \(messages)")
        }
    }

    @Test("two files with one code, a file out of place and a missing file are reported")
    func files() {
        var pack = SamplePack()
        pack.files["routes/labour.yaml"] = pack.files["routes/work.yaml"]
        pack.files["notes.txt"] = "Hello."
        pack.files["starts.yaml"] = nil
        let messages = pack.faults().map { "\($0.file): \($0.message)" }
        #expect(messages.contains { $0.hasPrefix("notes.txt: A pack has no such file") })
        #expect(messages.contains { $0.hasPrefix("starts.yaml: The file is missing") })
        #expect(messages.contains { $0.contains("“work” is used by another file") })
    }
}
