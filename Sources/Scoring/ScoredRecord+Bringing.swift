// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

extension ScoredRecord {
    /// What one event brings, and by which version of its rule, where more than the quantity
    /// decides. One object, since items are moved when they are sorted.
    final class Bringing {
        let rule: DatedValue<IndicatorRule>
        /// What it brings in all, of which the party may bear a share.
        let whole: Points
        /// The party's share of it.
        let points: Points
        /// What justifications and adjustments left; nil where there are none.
        let adjusted: AdjustedPoints?
        /// How the parts of the points were weighed; nil where there are none.
        let weighed: WeighedLine?
        /// Why the rule is not that of the day the event happened; nil where it is.
        let choice: WhichLaw.Choice?

        init(
            rule: DatedValue<IndicatorRule>, whole: Points, points: Points,
            adjusted: AdjustedPoints?, weighed: WeighedLine?, choice: WhichLaw.Choice?
        ) {
            self.rule = rule
            self.whole = whole
            self.points = points
            self.adjusted = adjusted
            self.weighed = weighed
            self.choice = choice
        }

        var isJustified: Bool { adjusted?.justification != nil }
    }

    /// What an event brings.
    ///
    /// - Throws: `PolicyError` when the law has no value for one of the days concerned.
    /// - Source: the indicator's file of the pack, and `whichLaw` of its `regime.yaml`.
    func bringing(
        of line: EventLine, _ indicator: Indicator
    ) throws(PolicyError) -> Bringing {
        let days = line.days
        let act = try indicator.rule.value(on: days.occurredOn)
        let choice = policy.whichLaw.indicators
        let decidedOn = max(days.determinedOn ?? days.occurredOn, days.occurredOn)
        let latest = choice == .act ? act : try indicator.rule.lastValue(on: decidedOn)
        let ofAct = try bringing(of: line, indicator.code, by: act, on: days.occurredOn, nil)
        guard latest !== act else { return ofAct }
        // A table that the rule asks is in force as long as the rule.
        let day = latest.lastDay(upTo: decidedOn)
        let ofDecision = try bringing(of: line, indicator.code, by: latest, on: day, choice)
        return choice == .decision || ofDecision.points > ofAct.points ? ofDecision : ofAct
    }

    private func bringing(
        of line: EventLine, _ code: IndicatorCode, by rule: DatedValue<IndicatorRule>,
        on day: CivilDate, _ choice: WhichLaw.Choice?
    ) throws(PolicyError) -> Bringing {
        let plain = rule.value.points.points(quantity: line.quantity)
        guard rule.value.asksForFacts else {
            return Bringing(
                rule: rule, whole: plain, points: line.borne(plain), adjusted: nil, weighed: nil,
                choice: choice)
        }
        let weighed = weighed(line, of: code, by: rule, tablesOn: day)
        let points = weighed?.points ?? plain
        let subject = subject(of: line, by: rule.value)
        let adjusted = try AdjustedPoints(
            points, by: rule.value, subject: subject, on: day, policy: policy
        ) { [self] earlier in count(earlier, before: line, of: code, subject) }
        return Bringing(
            rule: rule, whole: adjusted.points, points: line.borne(adjusted.points),
            adjusted: adjusted, weighed: weighed, choice: choice)
    }

    /// An event, as a condition of its indicator asks about it.
    private func subject(of line: EventLine, by rule: IndicatorRule) -> PredicateSubject {
        PredicateSubject(
            role: role, kind: dossier.party.kind,
            facts: policy.adjustmentFacts(
                of: line.days, quantity: line.quantity,
                isVoluntaryDisclosure: line.isVoluntaryDisclosure, stated: line.facts, rule: rule,
                party: dossier.party), count: { _ in 0 })
    }

    /// How many events of its kind came before an event; nil where its kind is unknown.
    private func count(
        _ earlier: EarlierEvents, before line: EventLine, of code: IndicatorCode,
        _ subject: PredicateSubject
    ) -> Int? {
        var word: JSONValue?
        if let name = earlier.word {
            guard let stated = subject.facts.first(where: { $0.name == name })?.value else {
                return nil
            }
            word = stated
        }
        let codes = earlier.indicators.isEmpty ? [code] : earlier.indicators
        return earlierLines.reduce(0) { total, other in
            guard codes.contains(other.indicator),
                earlier.takes(other.occurredOn, before: line.days.occurredOn),
                word == nil || word == other.value(of: earlier.word)
            else { return total }
            return total + other.count
        }
    }

    /// The confirmed events that nothing justifies by the law of the day they happened.
    private var earlierLines: [EarlierLine] {
        if let lines = memory.earlier { return lines }
        var found: [EarlierLine] = []
        for (group, lines) in dossier.tally.groups
        where group.state == .confirmed && group.role == role && group.regime == policy.code {
            for line in lines {
                guard
                    let rule = try? policy.indicator(group.indicator, on: line.days.occurredOn)
                else { continue }
                let subject = subject(of: line, by: rule.value)
                if rule.value.justifications.contains(where: { $0.condition.holds(of: subject) }) {
                    continue
                }
                found.append(
                    EarlierLine(
                        indicator: group.indicator, occurredOn: line.days.occurredOn,
                        count: line.count, facts: subject.facts))
            }
        }
        memory.earlier = found
        return found
    }
}

/// Events alike that may have come before another.
struct EarlierLine {
    let indicator: IndicatorCode
    let occurredOn: CivilDate
    let count: Int
    let facts: [JSONValue.Member]

    func value(of name: String?) -> JSONValue? { facts.first { $0.name == name }?.value }
}

extension EventLine {
    /// The party's share of points, exact to a thousandth.
    fileprivate func borne(_ points: Points) -> Points {
        isShared ? points.percent(share) : points
    }
}
