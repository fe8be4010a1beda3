// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Testing

/// One party with one accreditation, and one question, each with a plain default that a test
/// changes where it matters.
struct Situation {
    let policy: Policy
    var role = Role.sponsor
    var route = ""
    var band: String?
    var from = Span(on: day("2025-01-01"))
    var expiresOn: CivilDate?
    var regions: [RegionCode] = []
    var changes: [(AccreditationID) -> EntryBody] = []
    var isAccredited = true
    var sanctions: [SanctionRecord] = []
    var askedRoute: String?
    var askedRegion: String?
    var act = Act.new
    var kind = PartyKind.organisation
    var facts: [JSONValue.Member] = []
    var nomination: Nomination?
    var kin = Kinship.none
    var asOf = day("2026-06-01")

    static let accreditation = AccreditationID(high: 2, low: 1)

    /// Under the regime in which an authority assigns bands.
    static func assigned() throws -> Situation {
        let policy = try #require(try shippedPolicies().first { $0.register != nil })
        return Situation(policy: policy, route: "uk-skilled-worker", band: "A")
    }

    /// Under the regime in which bands follow from a score; the nominee is where the route takes
    /// nominees from and earns enough.
    static func scored() throws -> Situation {
        let policy = try #require(try shippedPolicies().first { $0.isDefault })
        return Situation(policy: policy, route: "cn-work-b").told {
            $0.nominee = .init(facts: [.init("wageMultiple", .integer(4))], place: .abroad)
        }
    }

    /// Under the law of the pages on the format, on a route that asks for everything it can, with
    /// a nomination that has it all.
    static func nominating() throws -> Situation {
        let policy = try PolicyLoader.load(try DocumentedPack().pack)
        var nomination = Nomination()
        nomination.nominee = .init(
            facts: [.init("salary", .integer(60_000)), .init("age", .integer(26))],
            place: .abroad)
        nomination.vouchers = [
            .init(name: "R1", role: .recommender, kind: .person),
            .init(name: "R2", role: .recommender, kind: .organisation),
        ]
        nomination.quotaUsed = 4
        nomination.marketTest = .init(posts: 2, filled: 1, until: day("2026-06-02"))
        nomination.documents = [DocumentCode("contract"), DocumentCode("diploma")]
        var situation = Situation(policy: policy, route: "example-talent")
        situation.from = Span(on: day("2026-01-01"))
        situation.nomination = nomination
        return situation
    }

    /// The same, told otherwise in one point.
    func told(_ change: (inout Nomination) -> Void) -> Situation {
        changed { situation in
            var nomination = situation.nomination ?? Nomination()
            change(&nomination)
            situation.nomination = nomination
        }
    }

    func dossier() throws -> Dossier {
        var dossier = Dossier(
            party: PartyRecord(
                id: PartyID(high: 1, low: 1), kind: kind, name: .open("A"), town: nil,
                region: RegionCode("ZZ"), regime: policy.code, identifiers: [], facts: facts))
        guard isAccredited else { return dossier }
        let record = AccreditationRecord(
            id: Self.accreditation, role: role, route: RouteCode(route), regime: policy.code,
            regions: regions, from: from, expiresOn: expiresOn, band: band.map { BandCode($0) },
            services: [])
        try dossier.apply(.accreditationGranted(record))
        for change in changes { try dossier.apply(change(record.id)) }
        for sanction in sanctions { try dossier.apply(.sanctionImposed(sanction)) }
        return dossier
    }

    var request: EligibilityRequest {
        EligibilityRequest(
            role: role, route: RouteCode(askedRoute ?? route),
            region: askedRegion.map { RegionCode($0) }, act: act, asOf: asOf)
    }

    func decide() throws -> Decision { try decide(after: try dossier()) }

    /// The answer where more is in the party's dossier.
    func decide(after dossier: Dossier) throws -> Decision {
        let key = StandingKey(party: dossier.party.id, role: role, regime: policy.code)
        let standing = try StandingRule.standing(
            of: dossier, key: key, policy: policy, from: asOf)
        var nomination = nomination
        nomination?.kind = kind
        nomination?.partyFacts = facts
        return try Eligibility.decide(
            request, standing: isAccredited ? standing : nil, nomination: nomination,
            kin: kin, policy: policy)
    }

    func changed(_ change: (inout Situation) -> Void) -> Situation {
        var copy = self
        change(&copy)
        return copy
    }

    /// Bars the party in its role, or in every one.
    mutating func bar(from: String, until: String?, roles: [Role] = [], liftedOn: String? = nil) {
        sanctions.append(
            SanctionRecord(
                id: SanctionID(high: 3, low: UInt64(sanctions.count + 1)), kind: .bar,
                regime: policy.code, roles: roles, from: day(from), until: until.map { day($0) },
                provision: "Art. 1", isPublished: true, events: [], note: nil,
                officer: TokenID(high: 9, low: 9), liftedOn: liftedOn.map { day($0) }))
    }

    /// Imposes another sanction on the party in its role.
    mutating func impose(
        _ kind: SanctionKind, from: String, until: String? = nil, band: String? = nil,
        bearer: SanctionBearer = .party, setAsideOn: String? = nil,
        stays: [(from: String, until: String?)] = []
    ) {
        sanctions.append(
            SanctionRecord(
                id: SanctionID(high: 3, low: UInt64(sanctions.count + 1)), kind: kind,
                regime: policy.code, roles: [role], from: day(from),
                until: until.map { day($0) }, provision: "Art. 2", isPublished: true,
                bearer: bearer, band: band.map { BandCode($0) }, events: [], note: nil,
                officer: TokenID(high: 9, low: 9), setAsideOn: setAsideOn.map { day($0) },
                stays: stays.compactMap { stay in
                    Validity(from: day(stay.from), until: stay.until.map { day($0) })
                }))
    }

    mutating func end(_ reason: AccreditationEndReason, _ span: Span) {
        changes.append { .accreditationEnded($0, .init(reason: reason, ended: span)) }
    }
}

func between(_ first: String, _ last: String) -> Span {
    Span(notBefore: day(first), notAfter: day(last)) ?? Span(on: day(last))
}
