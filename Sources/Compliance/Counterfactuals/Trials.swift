// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

/// Every single change of one dossier, made and rated in turn.
struct Trials {
    let dossier: Dossier
    let role: Role
    let policy: Policy
    let asOf: CivilDate
    /// The first day of the next version of the law; nil for none.
    let until: CivilDate?
    private let present: RatingStep
    /// The dossier without its events one by one, over which each change is laid.
    private let base: Dossier
    /// What repairs are asked about; nil where the law knows none.
    let repairs: AssessmentQuestion?
    private var improvements: [(change: Counterfactual, size: Int64, day: CivilDate)] = []

    init(
        _ dossier: Dossier, role: Role, policy: Policy, asOf: CivilDate, until: CivilDate?,
        present: RatingStep
    ) {
        self.dossier = dossier
        self.role = role
        self.policy = policy
        self.asOf = asOf
        self.until = until
        self.present = present
        base = dossier.supposing(tally: dossier.tally)
        repairs = Self.question(dossier, role, policy, asOf)
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
        for fact in cures(of: .party, stated: dossier.party.facts) {
            let party = dossier.party.supposing([fact])
            try rate(
                base.supposing(party: party, tally: base.tally), as: .init(.cure, fact), of: nil)
        }
        for event in eachKind() {
            try rate(event, as: event.supposedAnnulled, .init(.annul))
            if let repair = repair(of: event) {
                try rate(event, as: event.supposedRepaired(repair.percent), repair.change)
            }
            // What reached the party from others was never its to disclose.
            if !event.isVoluntaryDisclosure, event.sharing == nil {
                try rate(event, as: event.supposedDisclosed, .init(.disclose))
            }
            for fact in cures(of: .event, stated: event.facts) {
                try rate(event, as: event.supposing([fact]), .init(.cure, fact))
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

    /// A change as it is tried.
    struct Change {
        let action: Counterfactual.Action
        let fact: JSONValue.Member?
        let percent: ExactDecimal?
        /// The day on which it is rated; nil for the day asked about.
        let day: CivilDate?

        init(
            _ action: Counterfactual.Action, _ fact: JSONValue.Member? = nil,
            percent: ExactDecimal? = nil, on day: CivilDate? = nil
        ) {
            self.action = action
            self.fact = fact
            self.percent = percent
            self.day = day
        }
    }

    private mutating func rate(
        _ event: EventRecord, as changed: EventRecord, _ change: Change
    ) throws(PolicyError) {
        var supposed = laid(changed, over: event)
        // What never was has no measures either.
        if change.action == .annul { supposed.lowered.removeAll { $0.cap.event == event.id } }
        try rate(supposed, as: change, of: event)
    }

    /// The dossier with another event in the place of one.
    private func laid(_ changed: EventRecord, over event: EventRecord) -> Dossier {
        var tally = base.tally
        tally.remove(event)
        tally.add(changed)
        return base.supposing(tally: tally)
    }

    private mutating func rate(
        _ changed: Dossier, as change: Change, of event: EventRecord?
    ) throws(PolicyError) {
        let day = change.day ?? asOf
        let step = try RatingRule.step(changed, role: role, policy: policy, on: day)
        guard let band = step.band, let before = present.band,
            CounterfactualRule.isBetter(band, than: before, under: policy, on: day)
        else { return }
        var unchanged = present
        if day > asOf {
            // What time alone brings is no merit of the change.
            unchanged = try RatingRule.step(base, role: role, policy: policy, on: day)
            guard let band = unchanged.band,
                CounterfactualRule.isBetter(step.band, than: band, under: policy, on: day)
            else { return }
        }
        let found = Counterfactual(
            action: change.action, event: event?.id, fact: change.fact, percent: change.percent,
            on: day, score: step.score, band: band)
        let size = (step.score?.thousandths ?? 0) - (unchanged.score?.thousandths ?? 0)
        improvements.append((found, abs(size), event?.occurredOn ?? .earliest))
    }

    /// Whether the band is better on the day asked about, were the fact of the change another.
    func isBetter(_ change: Counterfactual, with fact: JSONValue.Member) -> Bool {
        var changed = base
        if let event = change.event.flatMap({ dossier.events[$0] }) {
            changed = laid(event.supposing([fact]), over: event)
        } else {
            changed = base.supposing(party: dossier.party.supposing([fact]), tally: base.tally)
        }
        guard let before = present.band,
            let step = try? RatingRule.step(changed, role: role, policy: policy, on: asOf)
        else { return false }
        return CounterfactualRule.isBetter(step.band, than: before, under: policy, on: asOf)
    }

    /// The facts that the party can bring about: what is so or not and is not yet, one of several
    /// words where none was said, and a day that is to be the one asked about.
    private func cures(
        of subject: FactDefinition.Subject, stated: [JSONValue.Member]
    ) -> [JSONValue.Member] {
        policy.facts.filter { $0.subject == subject && $0.isCurable }
            .flatMap { definition -> [JSONValue.Member] in
                let value = stated.first { $0.name == definition.name }?.value
                switch definition.kind {
                case .boolean where value != .bool(true):
                    return [JSONValue.Member(definition.name, .bool(true))]
                case .choice(let words) where value == nil:
                    return words.map { JSONValue.Member(definition.name, .string($0)) }
                case .date where value == nil:
                    return [JSONValue.Member(definition.name, JSONValue(text: asOf))]
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
