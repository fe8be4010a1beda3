// SPDX-License-Identifier: Apache-2.0

package import Domain
package import Policy

/// The facts by which one event is weighed.
///
/// They are the event's own, its indicator's, those stated of the party, and those that follow
/// from these by law; besides the built-in ones. A name means one fact, whosever it is, and a fact
/// counts only where the law defines it as that subject's: nobody changes by an event what the
/// law says of its indicator.
///
/// - Source: `facts.yaml` and the indicator's file of the pack, as in force on the day the event
///   happened.
///
/// One object, which asks what follows from the party's facts no sooner than somebody asks for it:
/// of most earlier events only a word of their own is asked.
package final class FactBook {
    /// The event.
    package let event: EventID
    /// What is known of the event itself.
    private let near: [JSONValue.Member]
    private let party: PartyFacts
    private lazy var subject = party.subject.with(near + party.subject.facts)

    /// Gathers the facts of `event`.
    ///
    /// - Throws: `AssessmentError.policy` where its indicator was not in force when it happened.
    package init(
        of event: EventRecord, in question: AssessmentQuestion, policy: Policy
    ) throws(AssessmentError) {
        let indicator = try AssessmentError.asking { () throws(PolicyError) in
            try policy.indicator(event.indicator, on: event.occurredOn)
        }
        let own = policy.withElapsed(
            event.facts.filter { policy.defines($0.name, of: .event) }, of: event.days)
        let builtIn = [
            JSONValue.Member("quantity", .integer(Int64(event.quantity))),
            JSONValue.Member("voluntaryDisclosure", .bool(event.isVoluntaryDisclosure)),
        ]
        self.event = event.id
        near = builtIn + own + indicator.value.facts
        party = PartyFacts(of: event, in: question, policy: policy)
    }

    private init(_ book: FactBook, stating more: [JSONValue.Member]) {
        event = book.event
        near = more + book.near
        party = book.party
    }

    /// What follows from other facts, in the order of the law.
    package var derived: [DerivedFact] { party.derived }

    /// The same facts, and the event's weight among them.
    package func weighed(_ weight: Points) -> FactBook {
        FactBook(self, stating: [JSONValue.Member("points", JSONValue(weight))])
    }

    /// The same facts, and others that are told beside the event.
    package func stating(_ more: [JSONValue.Member]) -> FactBook {
        more.isEmpty ? self : FactBook(self, stating: more)
    }

    /// One of the event's days, or a fact that is one; nil where it is unknown.
    package func day(_ day: FactDefinition.Elapsed.Day, of days: EventDays) -> CivilDate? {
        day.day(of: days, subject.facts)
    }

    /// The number of a fact; nil where it is unknown or no number.
    package func numberIfKnown(_ name: String) -> ExactDecimal? { try? number(name) }

    /// Whether a condition holds; one that is not there does.
    package func meets(_ condition: Predicate?) -> Bool { condition?.holds(of: subject) ?? true }

    /// The word of a fact; nil where it is unknown or no word.
    package func wordIfKnown(_ name: String) -> String? {
        guard case .string(let word)? = self[name] else { return nil }
        return word
    }

    /// The word of a fact.
    ///
    /// - Throws: `AssessmentError.factNeeded` where it is unknown.
    package func word(_ name: String) throws(AssessmentError) -> String {
        guard let word = wordIfKnown(name) else { throw .factNeeded(name, of: event) }
        return word
    }

    /// The number of a fact.
    ///
    /// - Throws: `AssessmentError.factNeeded` where it is unknown.
    package func number(_ name: String) throws(AssessmentError) -> ExactDecimal {
        switch self[name] {
        case .integer(let number)?: return ExactDecimal(mantissa: number, places: 0)
        case .decimal(let number)?: return number
        default: throw .factNeeded(name, of: event)
        }
    }

    /// The number of a fact of which there is so much for each.
    ///
    /// - Throws: `AssessmentError.factNeeded` where it is unknown, and `.numberNegative` where it
    ///   lies below 0: nothing is earned by what there is less than none of.
    package func count(_ name: String) throws(AssessmentError) -> ExactDecimal {
        let number = try number(name)
        guard number.mantissa >= 0 else { throw .numberNegative(name, of: event) }
        return number
    }

    private subscript(name: String) -> JSONValue? {
        if let fact = near.first(where: { $0.name == name }) { return fact.value }
        // What the law defines as another's, no party has.
        return party.mayHave(name) ? party.subject.facts.first { $0.name == name }?.value : nil
    }
}

/// The facts of a party as they bear on one event.
private final class PartyFacts {
    /// Without events where nothing of the party follows from them: a book may be kept for long,
    /// and with it all of them.
    private let question: AssessmentQuestion
    private let policy: Policy
    private let day: CivilDate

    init(of event: EventRecord, in question: AssessmentQuestion, policy: Policy) {
        self.question = policy.factsFollowFromEvents ? question : question.withoutEvents
        self.policy = policy
        day = event.occurredOn
    }

    /// Whether the law defines such a fact of a party.
    func mayHave(_ name: String) -> Bool { policy.defines(name, of: .party) }

    private(set) lazy var derived = policy.factsWhileWeighing(of: stated, on: day)
    private(set) lazy var subject = stated.with(derived)

    private lazy var stated = PredicateSubject(
        role: question.role, kind: question.party.kind,
        facts: question.party.facts.filter {
            $0.value != .null && policy.defines($0.name, of: .party)
        },
        asOf: day,
        aggregate: { [question, policy, day] aggregate in
            if case .points = aggregate {
                return question.points(aggregate, of: question.confirmed, on: day, policy: policy)
            }
            return aggregate.value(
                of: question.confirmed.map { CountedEvent($0, policy: policy) }, on: day,
                role: question.role, kind: question.party.kind)
        },
        count: { [question, day] indicators in
            question.confirmed.count(where: {
                $0.occurredOn <= day
                    && (indicators.isEmpty || indicators.contains($0.indicator))
            })
        })
}

extension AssessmentQuestion {
    /// The events by which the party is told, earlier ones and those asked about.
    fileprivate var confirmed: [EventRecord] {
        (history + events).filter { $0.state == .confirmed }
    }
}

extension AssessmentQuestion {
    /// What points of events come to on a day; nil while points are only being found, and where the
    /// law does not know an event.
    fileprivate func points(
        _ aggregate: EventAggregate, of events: [EventRecord], on day: CivilDate, policy: Policy
    ) -> ExactRatio? {
        guard !isOfPoints,
            let record = try? ScoredRecord(
                counting: Dossier(party: party).supposing(events: events), role: role,
                policy: policy, until: day)
        else { return nil }
        return record.value(of: aggregate, on: day)
    }
}

extension CountedEvent {
    /// One event.
    fileprivate init(_ event: EventRecord, policy: Policy) {
        self.init(
            indicator: event.indicator, occurredOn: event.occurredOn, quantity: event.quantity,
            count: 1, isVoluntaryDisclosure: event.isVoluntaryDisclosure,
            facts: policy.withElapsed(event.facts, of: event.days), policy: policy)
    }
}
