// SPDX-License-Identifier: Apache-2.0

public import Compliance
public import Domain
import Policy
import Scoring

/// A question about a party's rating.
public struct RatingQuestion: Hashable, Sendable {
    /// About whom.
    public let party: PartyAddress
    /// In which role; nil when the party acts in one only.
    public let role: Role?
    /// The legal day; nil for today.
    public let asOf: CivilDate?
    /// As of which position of the ledger.
    public let knownAt: KnownAtRequest
    /// `code` or `code@version`; nil for the regime of the party's records.
    public let policy: String?

    /// Makes a question.
    public init(
        party: PartyAddress, role: Role? = nil, asOf: CivilDate? = nil,
        knownAt: KnownAtRequest = .now, policy: String? = nil
    ) {
        self.party = party
        self.role = role
        self.asOf = asOf
        self.knownAt = knownAt
        self.policy = policy
    }
}

/// A rating, with the three times it used.
public struct RatingAnswer: Sendable {
    /// Whose rating.
    public let party: PartyRecord
    /// In which role.
    public let role: Role
    /// The rating.
    public let rating: Rating
    /// The legal day.
    public let asOf: CivilDate
    /// As of which position of the ledger.
    public let knownAt: KnownAt
    /// Under which law.
    public let policy: PolicyReference
    /// Whether only band and public reasons may be shown to whoever asked.
    public let isBandOnly: Bool
    /// The single changes that would make the band better; none where only the band is shown.
    public let counterfactuals: [Counterfactual]
    /// The names of events that are none of the register's.
    public let names: [EventID: String]

    /// What keeps the rating from being better: the first four.
    public var reasons: [RatingReason] { RatingReason.first(of: rating) }
}

extension Registry {
    /// Rates a party and explains each point.
    ///
    /// - Throws: `Refusal`; `PolicyError` when the law has no value for the day.
    public func rate(
        _ question: RatingQuestion, by principal: Principal
    ) async throws -> RatingAnswer {
        let place = try await ratedDossier(question.party, question.knownAt, by: principal)
        return try rating(
            of: place.dossier, question, knownAt: place.knownAt, isBandOnly: place.isBandOnly)
    }

    /// The dossier that a rating is worked out from, and whether whoever asks may see the band
    /// only.
    ///
    /// - Throws: `Refusal`.
    func ratedDossier(
        _ address: PartyAddress, _ knownAt: KnownAtRequest, by principal: Principal
    ) async throws -> (dossier: Dossier, knownAt: KnownAt, isBandOnly: Bool) {
        guard let place = try await archive.find(address, as: principal) else {
            throw Refusal.partyUnknown
        }
        let object = Access.Object(party: place.party, region: place.region)
        let isBandOnly = Access.verdict(principal, .readRating, object) != .allowed
        if isBandOnly { try Access.demand(principal, .readBand, object) }
        let found = try await archive.dossier(
            of: place.party, knownAt: knownAt, as: principal,
            isBandOnly ? .answering : .showing)
        guard let dossier = found.dossier else { throw Refusal.partyUnknown }
        note(.rating, of: place.party, by: principal)
        return (dossier, found.knownAt, isBandOnly)
    }

    /// Rates a dossier that was read already; under a law that is not enacted where one is given.
    func rating(
        of dossier: Dossier, _ question: RatingQuestion, knownAt: KnownAt, isBandOnly: Bool,
        under draft: Policy? = nil, names: [EventID: String] = [:]
    ) throws -> RatingAnswer {
        let regime = try draft?.code ?? self.regime(of: dossier, question)
        let day = try question.asOf ?? today(under: regime)
        let policy =
            try draft
            ?? shelf.policy(regime, named: question.policy, on: day, knownAt: knownAt.entry)
        let role = try role(of: dossier, question, under: policy.code)
        let rating = try RatingRule.rate(dossier, role: role, policy: policy, asOf: day)
        let counterfactuals =
            isBandOnly
            ? []
            : try CounterfactualRule.counterfactuals(
                of: dossier, role: role, policy: policy, asOf: day,
                followedBy: shelf.following(
                    policy, named: question.policy, after: day, knownAt: knownAt.entry))
        return RatingAnswer(
            party: dossier.party, role: role, rating: rating, asOf: day, knownAt: knownAt,
            policy: policy.reference, isBandOnly: isBandOnly, counterfactuals: counterfactuals,
            names: names)
    }

    /// The regime that a question names at `pointer`, or else that of the party's records.
    func regime(
        of dossier: Dossier, _ question: RatingQuestion, at pointer: String = "/policy"
    ) throws(Refusal) -> RegimeCode {
        if let named = question.policy {
            let code = RegimeCode(String(named.prefix { $0 != "@" }))
            guard !shelf.versions(of: code).isEmpty else { throw PolicyShelf.unknown(at: pointer) }
            return code
        }
        let regimes = Set(
            dossier.accreditations.values.map(\.regime) + dossier.tally.groups.keys.map(\.regime))
        guard regimes.count > 1 else { return regimes.first ?? dossier.party.regime }
        throw Self.choose("policy", regimes.map(\.text))
    }

    func role(
        of dossier: Dossier, _ question: RatingQuestion, under regime: RegimeCode
    ) throws(Refusal) -> Role {
        if let role = question.role { return role }
        var roles: Set<Role> = []
        for record in dossier.accreditations.values where record.regime == regime {
            roles.insert(record.role)
        }
        for group in dossier.tally.groups.keys where group.regime == regime {
            roles.insert(group.role)
        }
        if roles.count == 1, let only = roles.first { return only }
        throw Self.choose("role", (roles.isEmpty ? Role.allCases : Array(roles)).map(\.rawValue))
    }

    private static func choose(_ name: String, _ values: [String]) -> Refusal {
        let list = values.sorted().joined(separator: ", ")
        return Refusal(
            .invalid, code: "rating.\(name)Needed",
            message: LocalText(
                en: "Say which \(name) is meant, one of: \(list).",
                zh: "请指明 \(name)，可选：\(list)。"),
            faults: [
                InputFault(
                    pointer: "/\(name)", code: "member.missing",
                    detail: "Say which \(name) is meant, one of: \(list).")
            ])
    }
}
