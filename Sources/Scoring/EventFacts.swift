// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

extension Policy {
    /// The facts by which the points of an event are adjusted: its own, those that its days make,
    /// its indicator's, those stated of the party, and the built-in ones.
    ///
    /// - Source: `facts.yaml` of the pack, as in force on the day the event happened.
    func adjustmentFacts(
        of days: EventDays, quantity: Int, isVoluntaryDisclosure: Bool,
        stated: [JSONValue.Member], rule: IndicatorRule, party: PartyRecord
    ) -> [JSONValue.Member] {
        var facts = stated.filter { fact($0.name, of: .event) != nil }
        addElapsed(to: &facts, of: days)
        facts.reserveCapacity(facts.count + 2 + rule.facts.count + party.facts.count)
        facts.insert(
            contentsOf: [
                .init("quantity", .integer(Int64(quantity))),
                .init("voluntaryDisclosure", .bool(isVoluntaryDisclosure)),
            ], at: 0)
        facts += rule.facts
        facts += party.facts
        return facts
    }

    /// The facts of an event, and those that its days make of them.
    ///
    /// - Source: `facts.yaml` of the pack, as in force on the day the event happened.
    func withElapsed(
        _ stated: [JSONValue.Member], of days: EventDays
    ) -> [JSONValue.Member] {
        var facts = stated
        addElapsed(to: &facts, of: days)
        return facts
    }

    private func addElapsed(to facts: inout [JSONValue.Member], of days: EventDays) {
        let stated = facts
        for definition in factsOfDays {
            guard !facts.contains(where: { $0.name == definition.name }),
                let elapsed = definition.elapsed?.valueInForce(on: days.occurredOn),
                let number = elapsed.value.value(of: days, stated)
            else { continue }
            facts.append(.init(definition.name, .integer(Int64(number))))
        }
    }
}
