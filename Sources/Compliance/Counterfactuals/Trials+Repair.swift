// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

extension Trials {
    /// How many events there may be for repairs to be tried: each may hang on all others.
    private static let repairableCount = 10_000
    /// How many days ahead a last day is looked for.
    private static let horizon = 1_096

    /// What the repair of an event is asked about; nil where the law of the day knows no repair.
    static func question(
        _ dossier: Dossier, _ role: Role, _ policy: Policy, _ asOf: CivilDate
    ) -> AssessmentQuestion? {
        guard !policy.procedure.repairs.isEmpty, dossier.events.count <= repairableCount else {
            return nil
        }
        let confirmed = dossier.eventsInOrder.filter {
            $0.state == .confirmed && $0.role == role && $0.regime == policy.code
                && $0.occurredOn <= asOf
        }
        return AssessmentQuestion(
            party: dossier.party, role: role, history: confirmed, events: [],
            earlierPenalties: [], determinedOn: asOf)
    }

    /// How much is earned back if all is put right on the day asked about and applied for on the
    /// first day on which that can be; nil where nothing is.
    func repair(of event: EventRecord) -> (percent: ExactDecimal, change: Change)? {
        guard let earliest = standing(of: event, RepairApplication(), on: asOf)?.earliestOn else {
            return nil
        }
        let day = max(asOf, earliest)
        guard until.map({ day < $0 }) ?? true,
            let percent = earned(by: event, curedOn: asOf, appliedOn: day)
        else { return nil }
        return (percent, Change(.repair, percent: percent, on: day))
    }

    /// What is earned back; nil where the application would not be granted, or nothing is.
    private func earned(
        by event: EventRecord, curedOn: CivilDate, appliedOn: CivilDate
    ) -> ExactDecimal? {
        let facts = policy.facts.filter {
            $0.subject == .repair && $0.isCurable && $0.kind == .boolean
        }.map { JSONValue.Member($0.name, .bool(true)) }
        let found = standing(
            of: event,
            RepairApplication(appliedOn: appliedOn, curedOn: curedOn, facts: facts), on: appliedOn)
        guard let found, found.state == .entitled, let percent = found.percent,
            percent.mantissa > 0
        else { return nil }
        return min(percent, EventRecord.wholeShare)
    }

    private func standing(
        of event: EventRecord, _ application: RepairApplication, on day: CivilDate
    ) -> RepairStanding? {
        guard let repairs else { return nil }
        // Where the law has no answer, nobody is told to repair.
        let found = try? RepairRunning.standing(
            of: event, application, in: repairs, policy: policy, asOf: day)
        return found ?? nil
    }

    /// The change with the last day on which it can be made to the same effect, where that depends
    /// on the day.
    func dated(_ change: Counterfactual) -> Counterfactual {
        var change = change
        switch change.action {
        case .cure:
            guard let fact = change.fact, case .string(let text) = fact.value,
                CivilDate(text) == asOf
            else { break }
            change.by = lastDay { day in
                isBetter(change, with: .init(fact.name, JSONValue(text: day)))
            }
        case .repair:
            guard let event = change.event.flatMap({ dossier.events[$0] }) else { break }
            change.by = lastDay { day in
                let percent = earned(by: event, curedOn: day, appliedOn: max(day, change.on))
                return percent.map { $0 >= change.percent ?? $0 } ?? false
            }
        case .wait, .disclose, .annul: break
        }
        return change
    }

    /// The last day of a stretch from the day asked about on, halved until it is found; nil where
    /// it has no end in sight.
    private func lastDay(_ holds: (CivilDate) -> Bool) -> CivilDate? {
        guard !holds(asOf.adding(days: Self.horizon)) else { return nil }
        var stretch = (holds: 0, fails: Self.horizon)
        while stretch.fails - stretch.holds > 1 {
            let middle = (stretch.holds + stretch.fails) / 2
            if holds(asOf.adding(days: middle)) {
                stretch.holds = middle
            } else {
                stretch.fails = middle
            }
        }
        return asOf.adding(days: stretch.holds)
    }
}
