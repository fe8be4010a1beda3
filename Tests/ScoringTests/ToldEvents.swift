// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

/// A confirmed event with a plain default for everything that a test does not say.
struct ToldEvent {
    var indicator = "late"
    let occurredOn: String
    var determinedOn: String?
    var quantity = 1
    var facts: [JSONValue.Member] = []
}

/// The rating of these events, after it was compared with the steps that hold for all days.
func rating(
    _ events: [ToldEvent], asOf: String, by policy: Policy, party: [JSONValue.Member] = []
) throws -> Rating {
    var dossier = Dossier(
        party: PartyRecord(
            id: PartyID(high: 1, low: 1), kind: .organisation, name: .open("A"), town: nil,
            region: RegionCode("ZZ"), regime: policy.code, identifiers: [], facts: party))
    for (index, event) in events.enumerated() {
        try dossier.apply(
            .eventReported(
                EventRecord(
                    id: EventID(high: 3, low: UInt64(index)), role: .sponsor,
                    regime: policy.code, indicator: IndicatorCode(event.indicator),
                    state: .confirmed, occurredOn: day(event.occurredOn),
                    reportedOn: day(event.occurredOn),
                    determinedOn: event.determinedOn.map { day($0) },
                    quantity: event.quantity, grades: [], facts: event.facts,
                    isVoluntaryDisclosure: false, origin: nil, note: nil, evidence: [],
                    reporter: TokenID(high: 4, low: 1))))
    }
    let rating = try RatingRule.rate(dossier, role: .sponsor, policy: policy, asOf: day(asOf))
    let steps = try RatingRule.steps(
        dossier, role: .sponsor, policy: policy, from: day("2025-01-01"))
    let step = try #require(steps.last { $0.from <= day(asOf) })
    #expect(step.score == rating.score && step.band == rating.band)
    #expect(Set(step.overrides) == Set(rating.overrides.map(\.code)))
    return rating
}
