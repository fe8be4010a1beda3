// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

/// Every single change of one dossier, made and rated in turn.
struct Trials {
    private let dossier: Dossier
    private let role: Role
    private let policy: Policy
    private let asOf: CivilDate
    private let present: RatingStep
    /// The dossier without its events one by one, over which each change is laid.
    private let base: Dossier
    private var improvements: [(change: Counterfactual, size: Int64, day: CivilDate)] = []

    init(
        _ dossier: Dossier, role: Role, policy: Policy, asOf: CivilDate, present: RatingStep
    ) {
        self.dossier = dossier
        self.role = role
        self.policy = policy
        self.asOf = asOf
        self.present = present
        base = dossier.supposing(tally: dossier.tally)
    }

    /// What makes the band better, the least change of the score first.
    var found: [Counterfactual] {
        improvements.sorted { left, right in
            if left.size != right.size { return left.size < right.size }
            if left.change.action != right.change.action {
                return left.change.action < right.change.action
            }
            if left.day != right.day { return left.day < right.day }
            let ids = (left.change.event, right.change.event)
            if let first = ids.0, let second = ids.1, first != second { return first < second }
            return (left.change.fact?.name ?? "") < (right.change.fact?.name ?? "")
        }.map(\.change)
    }

    mutating func run() throws(PolicyError) {
        for fact in Self.cures(of: .party, in: policy, stated: dossier.party.facts) {
            let party = dossier.party.supposing([fact])
            try rate(
                base.supposing(party: party, tally: base.tally), .cure, fact: fact, event: nil)
        }
        for event in eachKind() {
            try rate(event, as: event.supposedAnnulled, .annul)
            // What reached the party from others was never its to disclose.
            if !event.isVoluntaryDisclosure, event.sharing == nil {
                try rate(event, as: event.supposedDisclosed, .disclose)
            }
            for fact in Self.cures(of: .event, in: policy, stated: event.facts) {
                try rate(event, as: event.supposing([fact]), .cure, fact: fact)
            }
        }
    }

    /// One event of each kind that counts, the newest kinds first.
    private func eachKind() -> [EventRecord] {
        var kinds: [Kind: EventRecord] = [:]
        for event in dossier.events.values
        where event.state == .confirmed && event.role == role && event.regime == policy.code
            && event.occurredOn <= asOf
        {
            let kind = Kind(group: EventGroup(event), line: EventLine(event))
            if let same = kinds[kind], same.id < event.id { continue }
            kinds[kind] = event
        }
        let newest = kinds.values.sorted { ($0.occurredOn, $0.id) > ($1.occurredOn, $1.id) }
        return Array(newest.prefix(CounterfactualRule.triedCount(of: newest.count)))
    }

    private mutating func rate(
        _ event: EventRecord, as changed: EventRecord, _ action: Counterfactual.Action,
        fact: JSONValue.Member? = nil
    ) throws(PolicyError) {
        var tally = base.tally
        tally.remove(event)
        tally.add(changed)
        var supposed = base.supposing(tally: tally)
        // What never was has no measures either.
        if action == .annul { supposed.lowered.removeAll { $0.cap.event == event.id } }
        try rate(supposed, action, fact: fact, event: event)
    }

    private mutating func rate(
        _ changed: Dossier, _ action: Counterfactual.Action, fact: JSONValue.Member?,
        event: EventRecord?
    ) throws(PolicyError) {
        let step = try RatingRule.step(changed, role: role, policy: policy, on: asOf)
        guard let band = step.band, let before = present.band,
            CounterfactualRule.isBetter(band, than: before, under: policy, on: asOf)
        else { return }
        let change = Counterfactual(
            action: action, event: event?.id, fact: fact, on: asOf, score: step.score, band: band)
        let size = (step.score?.thousandths ?? 0) - (present.score?.thousandths ?? 0)
        improvements.append((change, abs(size), event?.occurredOn ?? .earliest))
    }

    /// The facts that can still come true: what is so or not and is not yet, and one of several
    /// words where none was said.
    private static func cures(
        of subject: FactDefinition.Subject, in policy: Policy, stated: [JSONValue.Member]
    ) -> [JSONValue.Member] {
        policy.facts.filter { $0.subject == subject && $0.derivation == nil }
            .flatMap { definition -> [JSONValue.Member] in
                let value = stated.first { $0.name == definition.name }?.value
                switch definition.kind {
                case .boolean where value != .bool(true):
                    return [JSONValue.Member(definition.name, .bool(true))]
                case .choice(let words) where value == nil:
                    return words.map { JSONValue.Member(definition.name, .string($0)) }
                default: return []
                }
            }
    }

    /// What no rule can tell apart.
    private struct Kind: Hashable {
        let group: EventGroup
        let line: EventLine
    }
}
