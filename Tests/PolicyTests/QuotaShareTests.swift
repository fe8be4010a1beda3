// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

@Suite("Quotas as a share of a number")
struct QuotaShareTests {
    private func share(row: Int) throws -> QuotaShare {
        let policy = try PolicyLoader.load(try DocumentedPack().pack)
        let route = try policy.route(RouteCode("example-trade"), on: day("2026-06-01")).value
        let rows = try #require(route.terms?.quota?.rows)
        guard case .share(let share) = rows[row].limit else {
            throw PolicyError.unknown("share")
        }
        return share
    }

    private func number(_ text: String) throws -> ExactDecimal {
        try #require(ExactDecimal(text))
    }

    @Test(
        "a fraction falls away where nothing is said",
        arguments: [
            ("0", 0), ("13.333", 0), ("13.334", 1), ("133", 9), ("133.333", 9), ("133.334", 10),
            ("134", 10), ("-100", 0),
        ])
    func down(employees: String, places: Int) throws {
        #expect(try share(row: 0).places(of: try number(employees)) == places)
    }

    @Test(
        "a half makes one more, within the fewest and the most",
        arguments: [
            ("0", 1), ("4", 1), ("14", 1), ("15", 2), ("16", 2), ("84", 8), ("85", 9), ("94", 9),
            ("95", 9), ("1000000", 9),
        ])
    func half(employees: String, places: Int) throws {
        let share = try share(row: 1)
        #expect(share.places(of: try number(employees)) == places)
        #expect(share.minimum == 1 && share.maximum == 9)
    }

    @Test("a number beyond reason is cut before it overflows")
    func beyond() throws {
        let most = ExactDecimal(mantissa: .max, places: 0)
        #expect(try share(row: 0).places(of: most) == 75_000_000)
        #expect(try share(row: 1).places(of: most) == 9)
    }

    @Test("a share is left to authorities like any other number")
    func delegated() throws {
        let setting = """
              - parameter: new-band
                from: 2026-02-01
                source: "Order of the North 5 of 2026"
                verified: true
                value: 20
            """
        let files = try DocumentedPack().pack.files.map { file in
            switch file.path {
            case "delegation.yaml":
                PolicyFile(
                    path: file.path,
                    text: file.text
                        .replacing(
                            "routes/example-work/minimumBand/new",
                            with: "routes/example-trade/quota/rows/1/limit/percent"
                        )
                        .replacing("oneOf: [new, good]", with: "atLeast: 5, atMost: 20"))
            case "overlays/example.north.yaml":
                PolicyFile(path: file.path, text: file.text + setting + "\n")
            default: file
            }
        }
        let policy = try PolicyLoader.load(PolicyPack(name: "example", files: files))
        func places(_ region: String?, _ asked: String) throws -> Int? {
            let route = try policy.variant(for: region.map { RegionCode($0) })
                .route(RouteCode("example-trade"), on: day(asked)).value
            guard case .share(let share)? = route.terms?.quota?.rows[1].limit else { return nil }
            return share.places(of: try number("40"))
        }
        #expect(try places("EX-2", "2026-01-31") == 4)
        #expect(try places("EX-2", "2026-02-01") == 8)
        #expect(try places("EX-1", "2026-02-01") == 4)
        #expect(try places(nil, "2026-02-01") == 4)
    }
}
