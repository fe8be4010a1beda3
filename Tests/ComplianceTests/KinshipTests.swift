// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Testing

/// By the law of the pages, bars reach over two relations: affiliates either way, and from the old
/// business to its successor.
@Suite("Bars of related parties as the register tells them")
struct KinshipTests {
    private static let asked = StandingKey(
        party: party(1), role: .sponsor, regime: RegimeCode("example"))

    private static func party(_ number: UInt64) -> PartyID { PartyID(high: 1, low: number) }

    private static func relation(
        _ first: UInt64, _ kind: RelationKind, _ other: UInt64, from: String = "2026-01-01",
        until: String? = nil
    ) -> RelationRecord {
        RelationRecord(
            id: RelationID(high: first, low: other), kind: kind, party: party(first),
            other: party(other), from: day(from), until: until.map { day($0) })
    }

    private static func bar(
        regime: String = "example", roles: [Role] = [], from: String = "2026-01-01",
        until: String? = nil, liftedOn: String? = nil
    ) -> SanctionRecord {
        SanctionRecord(
            id: SanctionID(high: 3, low: 1), kind: .bar, regime: RegimeCode(regime), roles: roles,
            from: day(from), until: until.map { day($0) }, provision: "Art. 1",
            isPublished: false, events: [], note: nil, officer: TokenID(high: 9, low: 9),
            liftedOn: liftedOn.map { day($0) })
    }

    /// Searches through some relations, of whose parties the last named is barred, and gives the
    /// parties that were read one after another.
    private func search(
        _ relations: [RelationRecord], bar: SanctionRecord = bar(), of barred: UInt64 = 9,
        on text: String = "2026-06-01"
    ) throws -> (kinship: Kinship, read: [[UInt64]]) {
        let policy = try Situation.nominating().policy
        let rule = try #require(
            policy.relatedParties(on: RouteCode("example-talent"), day("2026-06-01")))
        func ties(_ party: PartyID) -> [RelationRecord] {
            relations.filter { $0.party == party || $0.other == party }
        }
        var search = KinshipSearch(
            Self.asked, related: ties(Self.party(1)), by: rule, on: day(text))
        var read: [[UInt64]] = []
        while !search.wanted.isEmpty {
            read.append(search.wanted.map(\.low))
            var found: [PartyID: KinshipSearch.Records] = [:]
            for party in search.wanted {
                found[party] = KinshipSearch.Records(
                    relations: ties(party), sanctions: party == Self.party(barred) ? [bar] : [])
            }
            search.add(found)
        }
        return (search.kinship, read)
    }

    private func reasons(_ kinship: Kinship) throws -> [Reason] {
        try Situation.nominating().changed { $0.kin = kinship }.decide().reasons
            .filter { $0.code == .relatedPartyBarred }
    }

    @Test("it reads no further than the law reaches, and each party once")
    func hops() throws {
        let chain = try search([
            Self.relation(1, .affiliate, 2), Self.relation(3, .affiliate, 2),
            Self.relation(3, .affiliate, 4), Self.relation(1, .affiliate, 3),
        ])
        #expect(chain.read == [[2, 3], [4]])
        #expect(try search([]).read == [])
        #expect(try search([Self.relation(1, .director, 2)]).read == [])
        // From the old business to its successor, never back.
        #expect(try search([Self.relation(1, .successor, 2)]).read == [[2]])
        #expect(try search([Self.relation(2, .successor, 1)]).read == [])
    }

    @Test("the reason tells the relations, and nobody's name")
    func reason() throws {
        let kinship = try search([
            Self.relation(1, .successor, 2), Self.relation(9, .affiliate, 2),
        ]).kinship
        #expect(kinship.bars.map(\.party) == ["\(Self.party(9))"])
        let reasons = try reasons(kinship)
        #expect(
            reasons.map(\.message.en)
                == ["A bar against a related party reaches this one (successor, affiliate)."])
        #expect(reasons.map(\.effect) == [.refusal])
        #expect(reasons.map(\.message.zh) == ["对关联主体的禁止及于该主体（承继、关联企业）。"])
    }

    @Test("only bars of the regime count, that bear on the role and are not over")
    func bars() throws {
        let near = [Self.relation(1, .affiliate, 9)]
        func count(_ bar: SanctionRecord) throws -> Int {
            try search(near, bar: bar).kinship.bars.count
        }
        #expect(try count(Self.bar()) == 1)
        #expect(try count(Self.bar(regime: "other")) == 0)
        #expect(try count(Self.bar(roles: [.inviter])) == 0)
        #expect(try count(Self.bar(roles: [.inviter, .sponsor])) == 1)
        #expect(try count(Self.bar(until: "2026-06-01")) == 0)
        #expect(try count(Self.bar(until: "2026-06-02")) == 1)
        #expect(try count(Self.bar(until: "2027-01-01", liftedOn: "2026-06-01")) == 0)
        #expect(try count(Self.bar(until: "2027-01-01", liftedOn: "2026-06-02")) == 1)
    }

    @Test("relations that are over are not followed; that of tomorrow is")
    func days() throws {
        #expect(try search([Self.relation(1, .affiliate, 9, until: "2026-06-01")]).read == [])
        #expect(try search([Self.relation(1, .affiliate, 9, until: "2026-06-02")]).read == [[9]])
        let coming = try search([Self.relation(1, .affiliate, 9, from: "2026-06-02")])
        #expect(coming.read == [[9]])
        #expect(try reasons(coming.kinship) == [])
    }

    @Test(
        "the answer holds until another bar reaches the party, or this one no longer does",
        arguments: [
            ("2026-01-01", "2026-06-10", "2026-01-01", nil, "2026-06-09"),
            ("2026-01-01", nil, "2026-01-01", "2026-06-15", "2026-06-14"),
            ("2026-06-20", nil, "2026-01-01", nil, "2026-06-19"),
            ("2026-01-01", nil, "2026-06-21", nil, "2026-06-20"),
        ] as [(String, String?, String, String?, String)])
    func validity(
        from: String, until: String?, barred: String, lifted: String?, last: String
    ) throws {
        let kinship = try search(
            [Self.relation(1, .affiliate, 9, from: from, until: until)],
            bar: Self.bar(from: barred, liftedOn: lifted)
        ).kinship
        // Nothing else of the answer changes within the month.
        let situation = try Situation.nominating().told {
            $0.marketTest = .init(posts: 2, filled: 1, until: day("2027-06-02"))
        }
        let plain = try situation.decide().validUntil
        #expect(plain.map { day("2026-06-30") < $0 } ?? true)
        #expect(try situation.changed { $0.kin = kinship }.decide().validUntil == day(last))
    }
}
