// SPDX-License-Identifier: Apache-2.0

import Domain
public import Policy
import Scoring

/// A golden case put to the law: what came out otherwise than the case expects.
///
/// - Source: the case itself names where its result can be read.
public struct GoldenCaseRun: Sendable {
    /// The case.
    public let goldenCase: GoldenCase
    /// One sentence for each difference; empty when the case holds.
    public let differences: [String]

    /// Whether the case holds.
    public var holds: Bool { differences.isEmpty }

    /// Puts `goldenCase` to `policy`.
    public init(_ goldenCase: GoldenCase, policy: Policy) {
        self.goldenCase = goldenCase
        do {
            differences = try Self.differences(goldenCase, policy)
        } catch {
            differences = ["The law gives no answer: \(error)"]
        }
    }

    private static func differences(_ goldenCase: GoldenCase, _ policy: Policy) throws -> [String] {
        let expected = goldenCase.expected
        // What is asked of a nominee lies where the post is; all else where the party is.
        let seat = goldenCase.dossier.party.region
        let local = policy.variant(for: seat)
        let ofPost = policy.variant(for: goldenCase.request?.region ?? seat)
        // A case about a nominee alone may lie on a day on which nobody is rated yet.
        var found = CaseDifferences()
        if expected.asksForRating || goldenCase.request != nil {
            let own = ownMeasures(goldenCase, local)
            var dossier = try dossier(of: goldenCase, local)
            dossier.lowered = own.lowered
            if expected.asksForRating {
                try found.compareRating(goldenCase, dossier, policy)
            }
            if let request = goldenCase.request {
                let decision = try decision(
                    on: request, goldenCase, dossier, own.bars, policy, ofPost: ofPost)
                found.compare(decision, expected)
            }
        }
        return try found.sentences + weighingDifferences(goldenCase, local)
            + nomineeDifferences(goldenCase, ofPost)
    }

    /// What the events of a case mean for its own rating and answer.
    private static func ownMeasures(
        _ goldenCase: GoldenCase, _ policy: Policy
    ) -> OwnMeasures {
        OwnMeasures(
            of: goldenCase.question(policy, events: goldenCase.events), policy: policy,
            earlier: goldenCase.notices.compactMap { notice in
                guard let determinedOn = notice.determinedOn, let until = notice.barUntil else {
                    return nil
                }
                return OwnBar(determinedOn: determinedOn, until: until)
            })
    }

    private static func decision(
        on request: EligibilityRequest, _ goldenCase: GoldenCase, _ dossier: Dossier,
        _ bars: [OwnBar], _ policy: Policy, ofPost: Policy
    ) throws -> Decision {
        let key = StandingKey(
            party: dossier.party.id, role: goldenCase.role, regime: policy.code)
        let local = policy.variant(for: dossier.party.region)
        let facts = try PartyFactsThatFollow(
            of: dossier, role: goldenCase.role, policy: policy, on: goldenCase.asOf)
        return try Eligibility.decide(
            request,
            standing: StandingRule.standing(
                of: dossier, key: key, policy: policy, from: goldenCase.asOf),
            nomination: goldenCase.nomination.map { $0.adding(facts) }
                .adding(duties(of: goldenCase, local)),
            bars: bars, policy: ofPost)
    }
}

/// What came out otherwise than a case expects, gathered one by one.
private struct CaseDifferences {
    var sentences: [String] = []

    mutating func compare(_ decision: Decision, _ expected: GoldenCase.Expectation) {
        compare("outcome", expected.outcome, decision.outcome)
        compare("reasons", expected.reasons, decision.reasons.map(\.code))
        compare("validUntil", expected.validUntil, decision.validUntil)
        compare("quota", expected.quota, decision.quota)
        compare("privileges", expected.privileges, decision.privileges)
    }

    mutating func compare<Value: Equatable & CaseText>(
        _ name: String, _ wanted: Value?, _ got: Value?
    ) {
        guard let wanted, wanted != got else { return }
        sentences.append("\(name): expected \(wanted.caseText), got \(got.caseText)")
    }

    mutating func compare<Value: Hashable & CaseText>(
        _ name: String, _ wanted: GoldenCase.Expected<Value>?, _ got: Value?
    ) {
        guard let wanted, wanted.value != got else { return }
        sentences.append("\(name): expected \(wanted.value.caseText), got \(got.caseText)")
    }

    mutating func compareRating(
        _ goldenCase: GoldenCase, _ dossier: Dossier, _ policy: Policy
    ) throws {
        let expected = goldenCase.expected
        let rating = try RatingRule.rate(
            dossier, role: goldenCase.role, policy: policy, asOf: goldenCase.asOf)
        compare("score", expected.score, rating.score)
        compare("band", expected.band, rating.band)
        compare("basis", expected.basis, rating.basis)
        compare("isUncertain", expected.isUncertain, rating.isUncertain)
        compare(
            "adjustments", expected.adjustments,
            rating.adjustments.map { .init(code: $0.code, points: $0.points) })
        compare(
            "scores", expected.scores, rating.scores.map { .init(code: $0.code, score: $0.score) })
        compare("overrides", expected.overrides, rating.overrides.map(\.code))
        let contributions = rating.contributions.map {
            GoldenCase.ExpectedContribution(
                event: $0.event, points: $0.points, counted: $0.counted, expiresOn: $0.expiresOn)
        }
        func named(_ contributions: [GoldenCase.ExpectedContribution]) -> [NamedContribution] {
            contributions.map { NamedContribution($0, in: goldenCase) }
        }
        compare("contributions", expected.contributions.map(named), named(contributions))
    }
}

extension GoldenCase.Expectation {
    /// Whether anything of the rating is compared.
    fileprivate var asksForRating: Bool {
        score != nil || band != nil || basis != nil || isUncertain != nil
            || contributions != nil || overrides != nil || adjustments != nil || scores != nil
    }
}
