// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

@Suite("What authorities set of the law")
struct DelegationTests {
    private let policy: Policy

    init() throws { policy = try PolicyLoader.load(try DocumentedPack().pack) }

    private func letter(in region: String?, on asked: String) throws -> DatedValue<IndicatorRule> {
        try policy.variant(for: region.map { RegionCode($0) })
            .indicator(IndicatorCode("example.false-letter"), on: day(asked))
    }

    private func points(in region: String?, on asked: String) throws -> Points {
        guard case .fixed(let points) = try letter(in: region, on: asked).value.points else {
            Issue.record("The letter has no fixed points.")
            return .zero
        }
        return points
    }

    @Test(
        "a region has what its city set, else its state, else the nation, from day to day",
        arguments: [
            ("EX-2", "2026-01-31", -35), ("EX-2", "2026-02-01", -40), ("EX-2", "2030-01-01", -40),
            ("EX-2-1", "2026-03-31", -40), ("EX-2-1", "2026-04-01", -45),
            ("EX-2-1", "2026-06-30", -45), ("EX-2-1", "2026-07-01", -40),
            ("EX-2-1-7", "2026-06-30", -45), ("EX-2-2", "2026-06-30", -40),
            ("EX-1", "2026-06-30", -35), ("EX", "2026-06-30", -35), ("EX-20", "2026-06-30", -35),
        ])
    func values(region: String, asked: String, expected: Int) throws {
        #expect(try points(in: region, on: asked) == Points(expected))
        #expect(try points(in: nil, on: asked) == Points(-35))
    }

    @Test("the source says who set it, since when, within what and by whose approval")
    func explained() throws {
        let source = "Sponsorship Act 2025, s 7"
        #expect(try letter(in: "EX-2", on: "2026-01-31").provenance.citation == source)
        let state =
            "Points of a false letter: -40, set by the North 2026-02-01 within -45 to -30, "
            + "approved by Federation 2026-01-15 (F-12) (Order of the North 4 of 2026)"
        #expect(
            try letter(in: "EX-2-1", on: "2026-07-01").provenance.citation == "\(source); \(state)")
        let city =
            "Points of a false letter: -45, set by Harbour City 2026-04-01 within -45 to -40 "
            + "(By-law 9 of Harbour City)"
        #expect(
            try letter(in: "EX-2-1", on: "2026-06-30").provenance.citation == "\(source); \(city)")
    }

    @Test("a variant is the same version, and the law of another region stays as it was")
    func same() throws {
        let north = policy.variant(for: RegionCode("EX-2"))
        #expect(north.reference == policy.reference)
        #expect(north != policy && north == policy.variant(for: RegionCode("EX-2-9")))
        #expect(north.region == RegionCode("EX-2"))
        #expect(policy.variant(for: RegionCode("EX-1")) === policy)
        #expect(north.variant(for: RegionCode("EX-1")) === north)
        #expect(!policy.differsByRegion(on: RouteCode("example-work")))
    }

    @Test("it is described who may set what, and who set it")
    func described() throws {
        let description = PolicyDescription(policy, on: day("2026-06-01"))
        let text = description.text(in: .en)
        for wanted in [
            "letter-points  Points of a false letter  state -45 to -30",
            "indicators/example.false-letter/points/fixed", "EX-2: Points of a false letter: -40",
            "EX-2-1: Points of a false letter: -45",
            "new-band  Band for new workers  state new or good",
        ] {
            #expect(text.contains(wanted), "\(wanted)")
        }
        guard case .array(let parameters)? = description.json["delegation"]?["parameters"],
            case .array(let settings)? = parameters.first?["set"]
        else {
            Issue.record("No parameter is described.")
            return
        }
        #expect(settings.compactMap { $0["authority"] } == [.string("harbour"), .string("north")])
        #expect(settings.compactMap { $0["value"] } == [.integer(-45), .integer(-40)])
        #expect(PolicyDescription(policy, on: day("2025-06-01")).json["delegation"] != nil)
    }
}
