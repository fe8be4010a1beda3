// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

/// The rating of these events, after it was compared with the steps that hold for all days.
func rating(
    _ events: [ToldEvent], asOf: String, by policy: Policy, region: String = "ZZ",
    party facts: [JSONValue.Member] = []
) throws -> Rating {
    let dossier = try Dossier(under: policy, region: region, facts: facts, telling: events)
    let rating = try RatingRule.rate(dossier, role: .sponsor, policy: policy, asOf: day(asOf))
    let steps = try RatingRule.steps(
        dossier, role: .sponsor, policy: policy, from: min(day("2025-01-01"), day(asOf)))
    let step = try #require(steps.last { $0.from <= day(asOf) })
    #expect(step.score == rating.score && step.band == rating.band)
    #expect(Set(step.overrides) == Set(rating.overrides.map(\.code)))
    return rating
}
