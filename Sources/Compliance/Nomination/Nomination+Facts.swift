// SPDX-License-Identifier: Apache-2.0

public import Domain
import Policy
public import Scoring

extension Nomination {
    /// The same with the facts of the party that follow from others, so that a route that asks for
    /// them is answered as a rating is.
    ///
    /// - Source: the `derived` of `facts.yaml` of the pack.
    public func adding(_ found: PartyFactsThatFollow) -> Nomination {
        var nomination = self
        // What was stated as unknown stands in the way of nothing.
        nomination.partyFacts = found.facts.map { .init($0.name, $0.value) } + partyFacts
        nomination.factsUntil = found.until
        return nomination
    }
}
