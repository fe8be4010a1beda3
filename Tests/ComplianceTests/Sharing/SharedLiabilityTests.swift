// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Testing

@Suite("Whom an event reaches, and with which share")
struct SharedLiabilityTests {
    private static let policy = Result { try DocumentedPack().pack }.flatMap { pack in
        Result { try PolicyLoader.load(pack) }
    }

    /// The rule of the pages: sponsor 100, inviter 50 for six months more, recommender 20;
    /// affiliates 30 over two hops and twelve months more, successors 100.
    private func rule() throws -> SharingRule {
        let found = try Self.policy.get().procedure.sharing(
            of: IndicatorCode("example.late-report"), on: day("2026-03-01"))
        return try #require(found).rule.value
    }

    private static func party(_ number: UInt64) -> PartyID { PartyID(high: 1, low: number) }

    private static func undertaking(
        _ vouchers: [(UInt64, Role)], until: String? = nil, closedOn: String? = nil
    ) -> UndertakingRecord {
        guard let nominee = Digest32(Array(repeating: 7, count: 32)) else {
            preconditionFailure("A digest has 32 bytes.")
        }
        return UndertakingRecord(
            id: UndertakingID(high: 5, low: 1), regime: RegimeCode("example"),
            nominee: nominee,
            stages: [
                UndertakingStage(
                    route: RouteCode("example-work"), region: nil, from: day("2025-02-01"))
            ],
            vouchers: vouchers.map {
                UndertakingVoucher(
                    party: party($0.0), role: $0.1, from: day("2025-02-01"),
                    until: until.map(day))
            },
            until: nil,
            closing: closedOn.map {
                UndertakingClosing(outcome: OutcomeCode("departed"), on: day($0))
            })
    }

    private static func relation(
        _ first: UInt64, _ other: UInt64, until: String? = nil
    ) -> RelationRecord {
        relation(first, .affiliate, other, until: until)
    }

    private static func relation(
        _ first: UInt64, _ kind: RelationKind, _ other: UInt64, from: String = "2025-02-01",
        until: String? = nil
    ) -> RelationRecord {
        RelationRecord(
            id: RelationID(high: first, low: other), kind: kind, party: party(first),
            other: party(other), from: day(from), until: until.map(day))
    }

    /// Each party that is reached, as `2 inviter 50`, with `!` where overrides pass.
    private func reached(
        of named: (UInt64, Role)? = nil, on undertaking: UndertakingRecord? = nil,
        along relations: [RelationRecord] = [], occurredOn: String = "2026-03-01"
    ) throws -> [String] {
        let circumstances = SharedCircumstances(
            party: named.map { (Self.party($0.0), $0.1) }, undertaking: undertaking,
            occurredOn: day(occurredOn)
        ) { party in
            relations.filter { $0.party == party || $0.other == party }
        }
        return SharedLiability.reached(by: try rule(), circumstances).map {
            "\($0.party.low) \($0.role) \($0.percent)\($0.bringsOverrides ? "!" : "")"
        }
    }

    private static let three = undertaking([(1, .sponsor), (2, .inviter), (3, .recommender)])

    @Test("an event on an undertaking reaches each voucher by its role")
    func roles() throws {
        #expect(
            try reached(on: Self.three) == ["1 sponsor 100!", "2 inviter 50", "3 recommender 20"])
    }

    @Test("the party that it is about bears all, and the others their shares")
    func named() throws {
        #expect(
            try reached(of: (2, .inviter), on: Self.three)
                == ["1 sponsor 100!", "3 recommender 20"])
        #expect(try reached(of: (2, .inviter)) == [])
    }

    @Test("a party is reached in each of its roles")
    func bothRoles() throws {
        let undertaking = Self.undertaking([(1, .sponsor), (1, .inviter)])
        #expect(try reached(on: undertaking) == ["1 sponsor 100!", "1 inviter 50"])
        #expect(try reached(of: (1, .sponsor), on: undertaking) == ["1 inviter 50"])
    }

    @Test(
        "vouching that ended reaches so many months further, but not on their last day",
        arguments: [
            ("2025-01-31", []), ("2025-02-01", ["1 sponsor 100!", "2 inviter 50"]),
            ("2025-12-31", ["1 sponsor 100!", "2 inviter 50"]),
            ("2026-01-01", ["2 inviter 50"]), ("2026-06-30", ["2 inviter 50"]),
            ("2026-07-01", []),
        ])
    func ended(occurredOn: String, expected: [String]) throws {
        let undertaking = Self.undertaking(
            [(1, .sponsor), (2, .inviter)], until: "2026-01-01")
        #expect(try reached(on: undertaking, occurredOn: occurredOn) == expected)
    }

    @Test(
        "a close-out ends it, and its own day is within",
        arguments: [
            ("2025-12-31", 2), ("2026-01-01", 2), ("2026-01-02", 1), ("2026-07-01", 1),
            ("2026-07-02", 0),
        ])
    func closed(occurredOn: String, count: Int) throws {
        let undertaking = Self.undertaking(
            [(1, .sponsor), (2, .inviter)], closedOn: "2026-01-01")
        #expect(try reached(on: undertaking, occurredOn: occurredOn).count == count)
    }

    @Test("shares multiply along relations, and stop after so many")
    func hops() throws {
        let chain = [Self.relation(1, 4), Self.relation(5, 4), Self.relation(5, 6)]
        #expect(
            try reached(on: Self.undertaking([(1, .sponsor)]), along: chain)
                == ["1 sponsor 100!", "4 sponsor 30", "5 sponsor 9"])
        #expect(
            try reached(of: (1, .recommender), along: chain)
                == ["4 recommender 30", "5 recommender 9"])
        #expect(
            try reached(on: Self.undertaking([(1, .recommender)]), along: chain)
                == ["1 recommender 20", "4 recommender 6", "5 recommender 1.8"])
    }

    @Test("a relation that goes one way reaches nobody the other way")
    func direction() throws {
        let taken = Self.relation(7, .successor, 1)
        #expect(try reached(of: (1, .sponsor), along: [taken]) == ["7 sponsor 100!"])
        #expect(try reached(of: (7, .sponsor), along: [taken]) == [])
        #expect(try reached(of: (1, .sponsor), along: [Self.relation(7, .director, 1)]) == [])
    }

    @Test("overrides run on only as far as each relation passes them on")
    func overrides() throws {
        let through = [Self.relation(4, 1), Self.relation(7, .successor, 4)]
        #expect(
            try reached(of: (1, .sponsor), along: through) == ["4 sponsor 30"],
            "a successor of an affiliate is two hops away, and successors one")
        let back = [Self.relation(7, .successor, 1), Self.relation(7, 8)]
        #expect(
            try reached(of: (1, .sponsor), along: back) == ["7 sponsor 100!", "8 sponsor 30"])
    }

    @Test(
        "a relation that ended reaches twelve months further",
        arguments: [
            ("2026-12-31", ["4 sponsor 30"]), ("2027-01-01", []), ("2025-01-31", []),
            ("2025-02-01", ["4 sponsor 30"]),
        ])
    func relationEnded(occurredOn: String, expected: [String]) throws {
        let ended = Self.relation(1, 4, until: "2026-01-01")
        #expect(
            try reached(of: (1, .sponsor), along: [ended], occurredOn: occurredOn) == expected)
    }

    @Test(
        "whoever takes over is reached by what happened 24 months before",
        arguments: [
            ("2024-01-31", 0), ("2024-02-01", 1), ("2024-02-02", 1),
        ])
    func takenOverLater(occurredOn: String, count: Int) throws {
        let taken = Self.relation(7, .successor, 1, from: "2026-02-01")
        #expect(
            try reached(of: (1, .sponsor), along: [taken], occurredOn: occurredOn).count == count)
    }

    @Test("whoever is reached on several ways is reached once, by the largest share")
    func severalWays() throws {
        // The inviter bears 50 itself, and 30 as an affiliate in the role of a sponsor.
        let ways = [Self.relation(1, 2), Self.relation(3, .successor, 1), Self.relation(1, 3)]
        #expect(
            try reached(on: Self.undertaking([(1, .sponsor), (2, .inviter)]), along: ways)
                == [
                    "1 sponsor 100!", "3 sponsor 100!", "2 inviter 50", "2 sponsor 30",
                    "1 inviter 15", "3 inviter 4.5",
                ])
    }

    @Test("relations in a ring come to an end, and the order of the relations does not matter")
    func ring() throws {
        let ring = [Self.relation(1, 2), Self.relation(2, 3), Self.relation(3, 1)]
        let expected = ["2 sponsor 30", "3 sponsor 30"]
        #expect(try reached(of: (1, .sponsor), along: ring) == expected)
        #expect(try reached(of: (1, .sponsor), along: ring.reversed()) == expected)
    }
}
