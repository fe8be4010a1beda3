// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
import Policy

/// A visa desk's question about one party.
public struct EligibilityQuestion: Hashable, Sendable {
    /// About whom.
    public let party: PartyAddress
    /// In which role.
    public let role: Role
    /// On which route.
    public let route: RouteCode
    /// For which region; nil when it does not matter.
    public let region: RegionCode?
    /// New, or an extension.
    public let act: Act
    /// The legal day; nil for today.
    public let asOf: CivilDate?
    /// As of which position of the ledger.
    public let knownAt: KnownAtRequest
    /// `code` or `code@version`; nil for the version in force on the day.
    public let policy: String?

    /// Makes a question.
    public init(
        party: PartyAddress, role: Role, route: RouteCode, region: RegionCode? = nil,
        act: Act = .new, asOf: CivilDate? = nil, knownAt: KnownAtRequest = .now,
        policy: String? = nil
    ) {
        self.party = party
        self.role = role
        self.route = route
        self.region = region
        self.act = act
        self.asOf = asOf
        self.knownAt = knownAt
        self.policy = policy
    }

    /// Whether it names one version outright, which no later one follows.
    var isVersionNamed: Bool { policy?.contains("@") ?? false }
}

/// The answer, with the three times it used.
public struct EligibilityAnswer: Sendable {
    /// The party; nil when none stands under the address.
    public let party: PartyID?
    /// The question as it was answered.
    public let request: EligibilityRequest
    /// Yes, conditional or no, with reasons.
    public let decision: Decision
    /// As of which position of the ledger.
    public let knownAt: KnownAt
    /// Under which law.
    public let policy: PolicyReference
}

extension Registry {
    /// Answers whether a party may vouch.
    ///
    /// The stored standing answers where it can; for earlier days, earlier positions and other
    /// versions of the law the history answers, by the same rule; it does also where the law of
    /// the route hangs on the region and only the register knows the party's, and where bars
    /// against others may reach a party that is related to any.
    ///
    /// - Throws: `Refusal`; `PolicyError` when the law has no value for the day.
    public func checkEligibility(
        _ question: EligibilityQuestion, by principal: Principal
    ) async throws -> EligibilityAnswer {
        let found = try await reader.lookUp(question.party)
        return try await answer(question, found: found, by: principal)
    }

    /// Answers many questions, in order, with one query for each thousand.
    ///
    /// - Throws: `Refusal.unavailable`; what is wrong with one question fails that one only.
    public func checkEligibility(
        all questions: [EligibilityQuestion], by principal: Principal
    ) async throws -> [Result<EligibilityAnswer, any Error>] {
        var found: [LookUp] = []
        for start in stride(from: 0, to: questions.count, by: Reader.queryCount) {
            let end = min(start + Reader.queryCount, questions.count)
            found += try await reader.lookUp(all: questions[start..<end].map(\.party))
        }
        var answers: [Result<EligibilityAnswer, any Error>] = []
        answers.reserveCapacity(questions.count)
        for (question, lookUp) in zip(questions, found) {
            do {
                answers.append(
                    .success(try await answer(question, found: lookUp, by: principal)))
            } catch {
                answers.append(.failure(error))
            }
        }
        return answers
    }

    private func answer(
        _ question: EligibilityQuestion, found: LookUp, by principal: Principal
    ) async throws -> EligibilityAnswer {
        try Access.demand(
            principal, .checkEligibility, Access.Object(party: found.party, region: nil))
        let position =
            question.knownAt == .now
            ? found.head : try await archive.position(of: question.knownAt)
        let (policy, request) = try resolve(question, knownAt: position.entry)
        guard let party = found.party else {
            let decision = try Eligibility.unknownParty(policy: policy, asOf: request.asOf)
            return EligibilityAnswer(
                party: nil, request: request,
                decision: question.isVersionNamed
                    ? decision : shelf.capped(decision, request, policy, position.entry),
                knownAt: position, policy: policy.reference)
        }
        note(.eligibility, of: party, by: principal)
        if question.knownAt == .now,
            let standing = try found.standing(role: request.role, regime: policy.code),
            standing.policy == policy.reference, standing.speaks(for: request.asOf),
            request.region != nil || !policy.differsByRegion(on: request.route),
            !standing.isRelated || !policy.carriesBars(to: request)
        {
            let decision = try Eligibility.decide(
                request, standing: standing, policy: policy.variant(for: request.region))
            return EligibilityAnswer(
                party: party, request: request,
                decision: question.isVersionNamed
                    ? decision : shelf.capped(decision, request, policy, found.head.entry),
                knownAt: found.head, policy: policy.reference)
        }
        return try await answerFromHistory(request, of: party, question, policy, by: principal)
    }

    private func answerFromHistory(
        _ request: EligibilityRequest, of party: PartyID, _ question: EligibilityQuestion,
        _ policy: Policy, by principal: Principal
    ) async throws -> EligibilityAnswer {
        let (dossier, position) = try await countedDossier(of: party, question, by: principal)
        let asked = EligibilityCase(
            request: request, dossier: dossier, others: nil, told: nil, policy: policy,
            isPolicyNamed: question.isVersionNamed, knownAt: position.entry)
        var kin: [Kinship] = []
        for search in asked.searches {
            kin.append(
                try await archive.kinship(search, knownAt: position.entry, as: principal))
        }
        let decision = try asked.decisions(by: shelf, kin: kin)[0]
        return EligibilityAnswer(
            party: dossier == nil ? nil : party, request: request, decision: decision,
            knownAt: position, policy: policy.reference)
    }

    /// The dossier with at least the tally of its events, as of the position asked about.
    private func countedDossier(
        of party: PartyID, _ question: EligibilityQuestion, by principal: Principal
    ) async throws -> (dossier: Dossier?, knownAt: KnownAt) {
        if question.knownAt == .now {
            return try await archive.tallied(party, as: principal, .answering)
        }
        let found = try await archive.dossier(
            of: party, knownAt: question.knownAt, as: principal, .answering)
        return (found.dossier, found.knownAt)
    }

    private func resolve(
        _ question: EligibilityQuestion, knownAt entry: EntryNumber
    ) throws -> (policy: Policy, request: EligibilityRequest) {
        let regime = try shelf.regime(of: question.route)
        let day = try question.asOf ?? today(under: regime)
        let named = question.policy.map { RegimeCode(String($0.prefix { $0 != "@" })) }
        let policy = try shelf.policy(
            named ?? regime, named: question.policy, on: day, knownAt: entry)
        return (
            policy,
            EligibilityRequest(
                role: question.role, route: question.route, region: question.region,
                act: question.act, asOf: day)
        )
    }

    /// The legal day of a regime.
    ///
    /// - Throws: `policy.unknown`.
    public func today(under regime: RegimeCode) throws(Refusal) -> CivilDate {
        let now = clock()
        return try shelf.policy(regime, on: now.day(offsetMinutes: 0)).day(at: now)
    }
}

extension Policy {
    /// Whether bars against others may reach whoever is asked about: a standing does not tell.
    fileprivate func carriesBars(to request: EligibilityRequest) -> Bool {
        variant(for: request.region).relatedParties(on: request.route, request.asOf) != nil
    }
}
