// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// A party's confirmed events as the law sees them: what each brings, until when, and which
/// overrides it brings about. Made once, then asked about as many days as needed.
final class ScoredRecord {
    /// What one event brings, where each is explained.
    struct Item {
        let event: EventID
        let days: EventDays
        let quantity: Int
        let indicator: Indicator
        let rule: DatedValue<IndicatorRule>
        /// The party's share of what the event brings.
        let points: Points
        /// How the points came about; nil where the quantity alone decides.
        let bringing: Bringing?
        /// The event where it is shared or of an undertaking; nil where it is simply the party's.
        let origin: Origin?
        var expiresOn: CivilDate?

        func counts(on day: CivilDate) -> Bool {
            days.occurredOn <= day && expiresOn.map { day < $0 } ?? true
        }

        /// The order in which items count.
        func precedes(_ other: Item) -> Bool {
            if days.occurredOn != other.days.occurredOn {
                return days.occurredOn < other.days.occurredOn
            }
            if points != other.points { return points < other.points }
            // Each indicator is one object of the law.
            if indicator !== other.indicator { return indicator.code < other.indicator.code }
            if rule.validity.from != other.rule.validity.from {
                return rule.validity.from < other.rule.validity.from
            }
            return event < other.event
        }
    }

    /// An event with where it came from. One object, since items are moved when they are sorted.
    final class Origin {
        let event: EventRecord

        /// Nil for an event that is simply the party's own.
        init?(_ event: EventRecord) {
            guard
                event.undertaking != nil || event.sharing != nil
                    || event.share != EventRecord.wholeShare
            else { return nil }
            self.event = event
        }
    }

    /// What of one event, or of several alike, a score is worked out from day after day.
    struct Mark {
        let points: Points
        /// The most that all events of the indicator bring together; nil for no cap.
        let cap: Points?
        /// Which of the indicators.
        let indicator: Int
        let from: CivilDate
        /// The first day on which it no longer counts; nil when it never expires.
        var until: CivilDate?
        let count: Int
        /// From when on the law says so; it tells events of one day and indicator apart.
        let ruleFrom: CivilDate
        /// Where its course stands among those of the record; nil where it stays as it is.
        let course: Int32?
    }

    /// An override that an event brings about.
    struct Cause {
        let override: BandOverride
        let rule: DatedValue<OverrideRule>
        /// The event; nil where it does not matter which.
        let event: EventID?
        /// The days on which it holds, none before the event happened.
        let validity: Validity
    }

    let dossier: Dossier
    let role: Role
    let policy: Policy
    /// In the order of the marks, one for each; none where events are only counted.
    private(set) var items: [Item] = []
    /// Oldest first; events of one day with the gravest first, so that their order of entry does
    /// not change a score that is held between floor and ceiling.
    private(set) var marks: [Mark] = []
    /// The indicators of the marks.
    private(set) var indicators: [IndicatorCode] = []
    /// The same as objects of the law, which are told apart faster.
    private var indicatorObjects: [ObjectIdentifier] = []
    private(set) var causes: [Cause] = []
    /// What marks of civil periods and of groups share, and how they shrink.
    private(set) var shared = SharedCaps()
    /// The marks that clean time wipes out, before these are put in order.
    private var wiped: [CleanSlate] = []
    /// Whether it is asked about many days, so that what holds for all of them is kept.
    let isOfManyDays: Bool
    /// The bands to which the party is lowered.
    private(set) lazy var lowered = dossier.lowered(role, under: policy.code)
    private var law: DayLaw?
    var memory = RecordMemory()

    /// The events one by one, so that each can be explained. The dossier must hold all of them.
    init(
        explaining dossier: Dossier, role: Role, policy: Policy, until day: CivilDate
    ) throws(PolicyError) {
        precondition(
            dossier.events.count == dossier.tally.count,
            "A rating is explained from a whole dossier.")
        self.dossier = dossier
        self.role = role
        self.policy = policy
        isOfManyDays = day == .latest
        var found: [Item] = []
        found.reserveCapacity(dossier.events.count)
        for event in dossier.events.values
        where event.state == .confirmed && event.role == role && event.regime == policy.code
            && event.occurredOn <= day
        {
            found.append(try item(of: event))
        }
        wipe(&found)
        // Items are large: each is moved once only.
        items = found.indices.sorted { found[$0].precedes(found[$1]) }.map { found[$0] }
        marks.reserveCapacity(items.count)
        for item in self.items {
            append(
                item.points, item.rule, indicator: place(of: item.indicator), from: item.days,
                until: item.expiresOn, count: 1, facts: dossier.events[item.event]?.facts ?? [])
        }
    }

    /// What an event brings; what it brings about besides becomes a cause.
    private func item(of event: EventRecord) throws(PolicyError) -> Item {
        let indicator = try Self.indicator(event.indicator, of: policy)
        let days = event.days
        let ofAct = try indicator.rule.value(on: days.occurredOn)
        let origin = Origin(event)
        let isPlain =
            policy.whichLaw.indicators == .act && !ofAct.value.asksForFacts
            && (origin == nil || event.share == EventRecord.wholeShare)
        let bringing = isPlain ? nil : try bringing(of: EventLine(event), indicator)
        let rule = bringing?.rule ?? ofAct
        if event.bringsOverrides, !(bringing?.isJustified ?? false) {
            causes += causes(of: indicator, days, facts: event.facts, event: event.id)
        }
        return Item(
            event: event.id, days: days, quantity: event.quantity, indicator: indicator,
            rule: rule,
            points: bringing?.points ?? ofAct.value.points.points(quantity: event.quantity),
            bringing: bringing, origin: origin,
            expiresOn: rule.value.expiry.flatMap { $0.end(for: days, of: dossier.party.facts) })
    }

    /// The numbers of the events alone, for what depends on no single one.
    init(
        counting dossier: Dossier, role: Role, policy: Policy, until day: CivilDate
    ) throws(PolicyError) {
        self.dossier = dossier
        self.role = role
        self.policy = policy
        isOfManyDays = day == .latest
        for (group, lines) in dossier.tally.groups
        where group.state == .confirmed && group.role == role && group.regime == policy.code {
            try append(lines, of: group.indicator, until: day)
        }
        wipeMarks()
        let codes = indicators
        marks.sort {
            if $0.from != $1.from { return $0.from < $1.from }
            if $0.points != $1.points { return $0.points < $1.points }
            if $0.indicator != $1.indicator { return codes[$0.indicator] < codes[$1.indicator] }
            return $0.ruleFrom < $1.ruleFrom
        }
        causes = Self.joined(causes)
    }

    private func append(
        _ lines: [EventLine], of code: IndicatorCode, until day: CivilDate
    ) throws(PolicyError) {
        guard let first = lines.first, first.days.occurredOn <= day else { return }
        let indicator = try Self.indicator(code, of: policy)
        let place = place(of: indicator)
        let isOfAct = policy.whichLaw.indicators == .act
        var rule = try indicator.rule.value(on: first.days.occurredOn)
        for line in lines where line.days.occurredOn <= day {
            // Lines follow each other by day, and mostly under one value of the rule.
            if !rule.validity.contains(line.days.occurredOn) {
                rule = try indicator.rule.value(on: line.days.occurredOn)
            }
            // Facts are parsed only where the rule asks for them.
            let isPlain = isOfAct && !line.isShared && !rule.value.asksForFacts
            let bringing = isPlain ? nil : try bringing(of: line, indicator)
            let applied = bringing?.rule ?? rule
            if let slate = CleanSlate(applied.value.expiry, line.days, place: marks.count) {
                wiped.append(slate)
            }
            append(
                bringing?.points ?? rule.value.points.points(quantity: line.quantity), applied,
                indicator: place, from: line.days,
                until: applied.value.expiry.flatMap {
                    $0.end(for: line.days, of: dossier.party.facts)
                }, count: line.count, facts: line.facts)
            if line.bringsOverrides, !(bringing?.isJustified ?? false) {
                causes += causes(of: indicator, line.days, facts: line.facts, event: nil)
            }
        }
    }

    private func append(
        _ points: Points, _ rule: DatedValue<IndicatorRule>, indicator: Int, from days: EventDays,
        until: CivilDate?, count: Int, facts: @autoclosure () -> [JSONValue.Member]
    ) {
        // Facts are parsed only where the group of the indicator asks for them.
        var occasions: [String: String] = [:]
        if let group = rule.value.course?.group, let names = policy.occasionFacts[group] {
            for fact in facts() where names.contains(fact.name) {
                if case .string(let word) = fact.value { occasions[fact.name] = word }
            }
        }
        marks.append(
            Mark(
                points: points, cap: rule.value.capPerIndicator, indicator: indicator,
                from: days.occurredOn, until: until, count: count, ruleFrom: rule.validity.from,
                course: shared.course(
                    of: rule.value, indicator: indicator, days, occasions: occasions)))
    }

    /// Lets clean time end what nothing else has ended before.
    private func wipeMarks() {
        guard !wiped.isEmpty else { return }
        let codes = indicators
        let breaches = Breaches(
            marks.lazy.filter { $0.points < .zero }.map { (codes[$0.indicator], $0.from) })
        for slate in wiped {
            marks[slate.place].until = slate.end(marks[slate.place].until, by: breaches)
        }
        wiped = []
    }

    private func wipe(_ items: inout [Item]) {
        let slates = items.indices.compactMap { place in
            CleanSlate(items[place].rule.value.expiry, items[place].days, place: place)
        }
        guard !slates.isEmpty else { return }
        let breaches = Breaches(
            items.lazy.filter { $0.points < .zero }.map {
                ($0.indicator.code, $0.days.occurredOn)
            })
        for slate in slates {
            items[slate.place].expiresOn = slate.end(items[slate.place].expiresOn, by: breaches)
        }
    }

    private static func indicator(
        _ code: IndicatorCode, of policy: Policy
    ) throws(PolicyError) -> Indicator {
        guard let indicator = policy.indicators[code] else {
            throw .unknown("indicators/\(code)")
        }
        return indicator
    }

    /// The place of an indicator among those of the marks.
    private func place(of indicator: Indicator) -> Int {
        let object = ObjectIdentifier(indicator)
        if let place = indicatorObjects.firstIndex(of: object) { return place }
        indicators.append(indicator.code)
        indicatorObjects.append(object)
        return indicators.count - 1
    }

    /// The law on a day.
    func law(on day: CivilDate) throws(PolicyError) -> DayLaw {
        if let law, law.isInForce(on: day) { return law }
        let law = try DayLaw(policy, on: day)
        self.law = law
        return law
    }

    /// Adds every day after one on which something may change by itself, unsorted.
    func addTurningDays(after day: CivilDate, to days: inout [CivilDate]) {
        for mark in marks {
            if mark.from > day { days.append(mark.from) }
            if let until = mark.until, until > day { days.append(until) }
        }
        for course in shared.courses {
            for step in course.steps where step.from > day { days.append(step.from) }
        }
        for cause in causes {
            if cause.validity.from > day { days.append(cause.validity.from) }
            if let until = cause.validity.until, until > day { days.append(until) }
        }
        for lowered in lowered {
            if lowered.validity.from > day { days.append(lowered.validity.from) }
            if let until = lowered.validity.until, until > day { days.append(until) }
        }
        if !policy.turns.isEmpty { days += turns.filter { $0 > day } }
    }

    /// The party on `day`, as a condition of the law asks about it.
    func subject(on day: CivilDate) -> PredicateSubject {
        stated(on: day).with(factsThatFollow(on: day))
    }

    /// The facts of the party that follow from others on a day.
    func factsThatFollow(on day: CivilDate) -> [DerivedFact] {
        policy.derivedFacts(of: stated(on: day), on: day)
    }

    private func stated(on day: CivilDate) -> PredicateSubject {
        PredicateSubject(
            role: role, kind: dossier.party.kind, facts: dossier.party.facts, asOf: day,
            aggregate: { [self] in value(of: $0, on: day) },
            count: { [self] in count(of: $0, on: day) })
    }
}

extension ScoredRecord.Mark {
    func counts(on day: CivilDate) -> Bool {
        from <= day && until.map { day < $0 } ?? true
    }
}
