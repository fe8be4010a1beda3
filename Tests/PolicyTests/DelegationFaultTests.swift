// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

enum DelegationFaults {
    private static let law = "delegation.yaml"
    private static let north = "overlays/example.north.yaml"
    private static let harbour = "overlays/example.harbour.yaml"

    static let all: [DocumentedFault] = [
        .init(
            "an unknown authority", north, "authority: north", "authority: south",
            says: "No authority “south” stands in delegation.yaml."),
        .init(
            "an unknown parent", law, "parent: federation", "parent: union",
            says: "No authority “union” stands here."),
        .init(
            "a circle of authorities", law, "level: federal, region: EX",
            "level: federal, parent: harbour, region: EX",
            says: "The authority “federation” stands above itself."),
        .init(
            "an authority twice", law, "code: harbour", "code: north",
            says: "The authority “north” stands here twice."),
        .init(
            "a territory beyond that of the parent", law, "region: EX-2-1", "region: EX-3-1",
            says: "The region EX-3-1 lies outside of EX-2, the territory of “north”."),
        .init(
            "two authorities of one region", law, "parent: north\n", "parent: federation\n",
            says: "“harbour” and “north” answer for one region"),
        .init(
            "a value that is left to nobody", north, "parameter: letter-points",
            "parameter: report-points", says: "“report-points” is left to nobody."),
        .init(
            "a path without a file", law, "indicators/example.false-letter/points/fixed",
            "indicators/example.letter/points/fixed",
            says: "“indicators/example.letter/points/fixed” leads nowhere"),
        .init(
            "a path to no member", law, "points/fixed", "points/perUnit",
            says: "“indicators/example.false-letter/points/perUnit” leads nowhere"),
        .init(
            "a path to a mapping", law, "points/fixed", "points",
            says: "“indicators/example.false-letter/points” leads nowhere"),
        .init(
            "a path to a source", law, "points/fixed", "source",
            says: "“indicators/example.false-letter/source” is no value of the law."),
        .init(
            "bounds for a word", law, "oneOf: [new, good]", "atLeast: 1",
            says: "“routes/example-work/minimumBand/new” holds no number"),
        .init(
            "words for a number", law, "atLeast: -45, atMost: -30", "oneOf: [many, few]",
            says: "“indicators/example.false-letter/points/fixed” holds a number"),
        .init(
            "bounds and words", law, "oneOf: [new, good]", "oneOf: [new], atMost: 1",
            says: "What may be set is not said, or said twice."),
        .init(
            "bounds of nothing", law, "atLeast: -45, atMost: -30", "atLeast: -30, atMost: -45",
            says: "No value lies within these bounds."),
        .init(
            "a level without authorities", law, "level: state, oneOf", "level: county, oneOf",
            says: "No authority stands on the level “county”."),
        .init(
            "a value left twice", law, "routes/example-work/minimumBand/new",
            "indicators/example.false-letter/points/fixed",
            says: "The parameter “letter-points” stands at the same place."),
        .init(
            "a value below the bounds", north, "value: -40", "value: -45.001",
            says: "-45.001 lies outside of -45 to -30, what “north” may set on 2026-02-01."),
        .init(
            "a value above the bounds", north, "value: -40", "value: -29.999",
            says: "-29.999 lies outside of -45 to -30"),
        .init(
            "a word for a number", north, "value: -40", "value: many",
            says: "many lies outside of -45 to -30"),
        .init(
            "a city beyond what its state leaves", harbour, "value: -45", "value: -39.999",
            says: "-39.999 lies outside of -45 to -40, what “harbour” may set on 2026-04-01."),
        .init(
            "no approval", north,
            "    approval: { by: federation, on: 2026-01-15, reference: F-12 }\n", "",
            says: "The approval of the level “federal” is missing."),
        .init(
            "an approval of another", north, "by: federation", "by: harbour",
            says: "“harbour” is not the one to approve."),
        .init(
            "an approval too late", north, "on: 2026-01-15", "on: 2026-02-02",
            says: "It was approved on 2026-02-02, after it begins."),
        .init(
            "begun before anything is left", north, "from: 2026-02-01", "from: 2025-12-31",
            says: "“letter-points” is left to nobody before 2026-01-01."),
        .init(
            "a city before its state leaves it anything", harbour, "from: 2026-04-01",
            "from: 2026-01-31",
            says: "“letter-points” is not left to the level “city” on 2026-01-31."),
        .init(
            "left to others though it may not be", law, ", further: true", "",
            says: "The parameter may not be left to anyone below.", at: north),
        .init(
            "more left to others than is left", north, "atLeast: -45, atMost",
            "atLeast: -46, atMost",
            says: "-46 to -40 goes beyond -45 to -30"),
        .init(
            "a region outside of the territory", north, "authority: north",
            "authority: north\nregion: EX-1",
            says: "The region EX-1 lies outside of EX-2, the territory of “north”."),
        .init(
            "a file that does not bear its code", north, "code: example.north",
            "code: example.south",
            says: "The file does not bear the name of its code."),
        .init(
            "an end before the beginning", harbour, "until: 2026-07-01", "until: 2026-04-01",
            says: "“until” must lie after “from”."),
        .init(
            "a setting without a source", harbour,
            "    source: \"By-law 9 of Harbour City\"\n", "", says: "“source” is missing."),
    ]
}

@Suite("Faults in what is left to authorities, and in what they set")
struct DelegationFaultTests {
    private func faults(
        replacing old: String, by new: String, in path: String
    ) throws -> [PolicyFault] {
        try DocumentedPack().pack.replacing(old, with: new, in: path).faults()
    }

    @Test("a planted fault is reported in its file and line", arguments: DelegationFaults.all)
    func planted(fault: DocumentedFault) throws { try fault.expectTold() }

    @Test("the bounds may be set themselves", arguments: ["-45", "-44.999", "-30.001", "-30"])
    func edges(value: String) throws {
        let north = "overlays/example.north.yaml"
        #expect(try faults(replacing: "value: -40", by: "value: \(value)", in: north) == [])
    }

    @Test("two settings of one value overlap from the day they share")
    func overlap() throws {
        let harbour = "overlays/example.harbour.yaml"
        for (from, count) in [("2026-06-30", 1), ("2026-07-01", 0)] {
            let second = """
                settings:
                  - parameter: letter-points
                    from: \(from)
                    source: "By-law 10"
                    verified: true
                    value: -41

                """
            let faults = try faults(replacing: "settings:\n", by: second, in: harbour)
            #expect(faults.count == count, "\(faults)")
            #expect(
                faults.allSatisfy {
                    $0.message == "“letter-points” is set to -45 from 2026-04-01 on already."
                        && $0.line == 5
                })
        }
    }

    @Test("a value with which the law is faulty is blamed on who set it")
    func faultyLaw() throws {
        let documented = try DocumentedPack().pack
        let setting = """
            code: example.coast
            title: { en: Band of the Coast, zh: 海岸州的等级 }
            authority: north
            settings:
              - parameter: new-band
                from: 2026-03-01
                source: "Order of the North 5 of 2026"
                verified: true
                value: golden
            """
        let files = documented.files.map { file in
            PolicyFile(
                path: file.path,
                text: file.text.replacing("[new, good]", with: "[new, golden]"))
        }
        let overlay = PolicyFile(path: "overlays/example.coast.yaml", text: setting)
        do {
            _ = try PolicyLoader.load(PolicyPack(name: "example", files: files + [overlay]))
            Issue.record("The pack loads.")
        } catch {
            #expect(error.faults.map(\.file) == [overlay.path])
            #expect(error.faults.first?.line == 9)
            #expect(
                error.faults.first?.message
                    == "With what is set the law of EX-2-1 is faulty. routes/example-work.yaml: "
                    + "The band “golden” is unknown while this value is in force.")
        }
    }

    @Test("values are set for a hundred regions and for no more", arguments: [99, 100, 101])
    func manyRegions(count: Int) {
        var pack = SamplePack()
        pack.files["delegation.yaml"] = """
            source: "Act of 2025, s 9"
            verified: true
            authorities:
              - { code: state, title: { en: State, zh: 国 }, level: national, region: EX }
            parameters:
              - code: late-cap
                title: { en: Cap, zh: 上限 }
                path: indicators/late/points/capPerEvent
                values:
                  - from: 2025-01-01
                    source: "Act of 2025, s 9"
                    verified: true
                    to: [{ level: national, atLeast: -30, atMost: -20 }]
            """
        for number in 1_001...1_000 + count {
            pack.files["overlays/r\(number).yaml"] = """
                code: r\(number)
                title: { en: Cap, zh: 上限 }
                authority: state
                region: EX-\(number)
                settings:
                  - parameter: late-cap
                    from: 2025-02-01
                    source: "Order 1"
                    verified: true
                    value: -25
                """
        }
        let faults = pack.faults().map { "\($0.file): \($0.message)" }
        let expected = "overlays/r1101.yaml: A pack sets values for at most 100 regions."
        #expect(faults == (count > 100 ? [expected] : []))
    }
}
