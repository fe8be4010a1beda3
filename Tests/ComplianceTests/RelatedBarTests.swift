// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Testing

@Suite("Bars that reach through relations")
struct RelatedBarTests {
    /// Whether a bar against “Z” reaches the party through these relations: by the law, at most
    /// two, of affiliates either way and from the old business to its successor.
    private func reaches(
        _ ties: [Nomination.Tie], from: String = "2026-06-01", until: String? = nil
    ) throws -> Bool {
        let decision = try Situation.nominating().told {
            $0.ties = ties
            $0.bars = [.init(party: "Z", from: day(from), until: until.map { day($0) })]
        }.decide()
        return decision.reasons.map(\.code) == [.relatedPartyBarred]
    }

    private func tie(
        _ kind: RelationKind, _ party: String, _ other: String, from: String? = nil,
        until: String? = nil
    ) -> Nomination.Tie {
        .init(
            kind: kind, party: party, other: other, from: from.map { day($0) },
            until: until.map { day($0) })
    }

    @Test("one relation and two reach, three do not")
    func hops() throws {
        #expect(try reaches([tie(.affiliate, "self", "Z")]))
        #expect(try reaches([tie(.affiliate, "self", "A"), tie(.affiliate, "Z", "A")]))
        #expect(
            try !reaches([
                tie(.affiliate, "self", "A"), tie(.affiliate, "A", "B"),
                tie(.affiliate, "B", "Z"),
            ]))
    }

    @Test("the shorter of two ways counts, and a circle ends")
    func circle() throws {
        #expect(
            try reaches([
                tie(.affiliate, "self", "A"), tie(.affiliate, "A", "B"),
                tie(.affiliate, "B", "self"), tie(.affiliate, "B", "Z"),
            ]))
    }

    @Test("a bar reaches the successor, and not back to the business that was taken over")
    func direction() throws {
        #expect(try reaches([tie(.successor, "self", "Z")]))
        #expect(try !reaches([tie(.successor, "Z", "self")]))
    }

    @Test("a relation that the route does not name carries nothing")
    func kind() throws {
        #expect(try !reaches([tie(.director, "self", "Z")]))
        #expect(try !reaches([tie(.sameLegalRepresentative, "self", "Z")]))
    }

    @Test("relation and bar count on the days on which both hold")
    func days() throws {
        #expect(try reaches([tie(.affiliate, "self", "Z", from: "2026-06-01")]))
        #expect(try !reaches([tie(.affiliate, "self", "Z", from: "2026-06-02")]))
        #expect(try reaches([tie(.affiliate, "self", "Z", until: "2026-06-02")]))
        #expect(try !reaches([tie(.affiliate, "self", "Z", until: "2026-06-01")]))
        #expect(try !reaches([tie(.affiliate, "self", "Z")], from: "2026-06-02"))
        #expect(try reaches([tie(.affiliate, "self", "Z")], until: "2026-06-02"))
        #expect(try !reaches([tie(.affiliate, "self", "Z")], until: "2026-06-01"))
    }
}
