// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Policy
import Scoring

/// A role that can be measured: with indicators of either sign, facts that tell in a party's
/// favour, and a route on which such a party may vouch.
struct BenchChoice {
    let role: Role
    let route: RouteCode
    /// What brings the best band in the role, and of that the most points; what costs the fewest.
    let good: IndicatorCode
    let bad: IndicatorCode
    let facts: [JSONValue.Member]
    let indicatorCount: Int

    /// Nil for a role that cannot be measured under the law of the day.
    init?(_ role: Role, _ policy: Policy, _ today: CivilDate) {
        let indicators = policy.indicators.values.compactMap {
            indicator -> (code: IndicatorCode, points: Points)? in
            guard let rule = try? indicator.rule.value(on: today).value,
                rule.roles.contains(role)
            else { return nil }
            return (indicator.code, rule.points.points(quantity: 1))
        }.sorted { ($0.points, $0.code) < ($1.points, $1.code) }
        let trials = indicators.filter { $0.points > .zero }.map {
            Trial(role: role, policy: policy, today: today, good: $0.code)
        }
        // Many a law has no good band for whoever has not shown a certain outcome.
        guard let trial = trials.reversed().min(by: { $0.bandRank < $1.bandRank }),
            let bad = indicators.last(where: { $0.points < .zero })
        else { return nil }
        let facts = trial.facts()
        let routes = policy.routes.keys.sorted()
        guard let route = routes.first(where: { trial.mayVouch(on: $0, facts) }) else {
            return nil
        }
        self.role = role
        self.route = route
        self.good = trial.good
        self.bad = bad.code
        self.facts = facts
        indicatorCount = indicators.count
    }

    /// A party with one good event, rated and judged as any other.
    private struct Trial {
        let role: Role
        let policy: Policy
        let today: CivilDate
        let good: IndicatorCode

        /// The place of the band that it brings, 0 for the best.
        var bandRank: Int {
            let scale = try? policy.bands(on: today).value
            return rating([])?.band.flatMap { scale?.rank(of: $0) } ?? .max
        }

        /// The boolean facts that do not lower the score and bring about no override.
        func facts() -> [JSONValue.Member] {
            var facts: [JSONValue.Member] = []
            var best = rating(facts)
            for fact in policy.facts where fact.subject == .party && fact.kind == .boolean {
                let more = facts + [JSONValue.Member(fact.name, .bool(true))]
                guard let rating = rating(more), rating.overrides == best?.overrides ?? [],
                    rating.score ?? .zero >= best?.score ?? .zero
                else { continue }
                facts = more
                best = rating
            }
            return facts
        }

        func mayVouch(on route: RouteCode, _ facts: [JSONValue.Member]) -> Bool {
            guard (try? policy.route(route, on: today).value.roles.contains(role)) == true,
                var dossier = dossier(facts)
            else { return false }
            let leave = AccreditationRecord(
                id: AccreditationID(high: 4, low: 1), role: role, route: route,
                regime: policy.code, regions: [], from: Span(on: today.adding(months: -24)),
                expiresOn: nil, band: nil, services: [])
            let key = StandingKey(party: dossier.party.id, role: role, regime: policy.code)
            let request = EligibilityRequest(
                role: role, route: route, region: nil, act: .new, asOf: today)
            do {
                try dossier.apply(.accreditationGranted(leave))
                let standing = try StandingRule.standing(
                    of: dossier, key: key, policy: policy, from: today)
                return try Eligibility.decide(request, standing: standing, policy: policy).outcome
                    == .eligible
            } catch {
                return false
            }
        }

        private func rating(_ facts: [JSONValue.Member]) -> Rating? {
            dossier(facts).flatMap {
                try? RatingRule.rate($0, role: role, policy: policy, asOf: today)
            }
        }

        private func dossier(_ facts: [JSONValue.Member]) -> Dossier? {
            let day = today.adding(days: -30)
            var dossier = Dossier(
                party: PartyRecord(
                    id: PartyID(high: 1, low: 1), kind: .organisation,
                    name: .open("Measured Party Ltd"), town: nil, region: RegionCode("ZZ"),
                    regime: policy.code, identifiers: [], facts: facts))
            let event = EventRecord(
                id: EventID(high: 2, low: 1), role: role, regime: policy.code, indicator: good,
                state: .confirmed, occurredOn: day, reportedOn: day, quantity: 1, grades: [],
                facts: [], isVoluntaryDisclosure: false, origin: nil, note: nil, evidence: [],
                reporter: TokenID(high: 3, low: 1))
            do { try dossier.apply(.eventReported(event)) } catch { return nil }
            return dossier
        }
    }
}
