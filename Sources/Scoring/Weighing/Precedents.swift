// SPDX-License-Identifier: Apache-2.0

package import Domain
package import Policy

/// An event that may be the repetition of others, or be repeated.
package struct Precedent {
    /// The event.
    package let event: EventRecord
    /// Its facts.
    package let book: FactBook
    /// The day it was determined; of an event still alleged, the day of the determination that is
    /// asked about.
    package let determinedOn: CivilDate
    /// Whether it is one of the events that are asked about.
    package let isAskedAbout: Bool

    /// Describes an event.
    package init(event: EventRecord, book: FactBook, determinedOn: CivilDate, isAskedAbout: Bool) {
        self.event = event
        self.book = book
        self.determinedOn = determinedOn
        self.isAskedAbout = isAskedAbout
    }
}

/// The record by which it is told how often the like of an event happened: the confirmed earlier
/// events of the party in the role, and the events of the notice.
///
/// What is justified, or annulled, is not part of it.
///
/// - Source: the assessments of the pack; a justified event enters no history (IRCC program
///   delivery instructions, 2024-07-19).
package struct Precedents {
    /// The events.
    package let all: [Precedent]

    /// An empty record.
    package static var none: Precedents { Precedents(all: []) }

    private init(all: [Precedent]) { self.all = all }

    /// Gathers them; those of `known` are not weighed up again.
    ///
    /// - Throws: `AssessmentError.policy` where the law does not know an earlier event.
    package init(
        _ question: AssessmentQuestion, policy: Policy, known: KnownPrecedents = KnownPrecedents()
    ) throws(AssessmentError) {
        var all: [Precedent] = []
        all.reserveCapacity(question.history.count + question.events.count)
        for event in question.history
        where event.state == .confirmed && event.regime == policy.code
            && event.role == question.role
            && !question.events.contains(where: { $0.id == event.id })
        {
            let found: Precedent?
            if let known = known.events[event.id] {
                found = known
            } else {
                found = try Self.precedent(
                    event, in: question, policy, decidedOn: event.determinedOn ?? event.occurredOn,
                    isAskedAbout: false, known)
                known.take(event, found, policy)
            }
            if let found { all.append(found) }
        }
        for event in question.events where event.state != .annulled {
            let found = try Self.precedent(
                event, in: question, policy, decidedOn: question.determination(of: event),
                isAskedAbout: true, known)
            if let found { all.append(found) }
        }
        self.all = all
    }

    /// An event as a precedent; nil where it is justified.
    private static func precedent(
        _ event: EventRecord, in question: AssessmentQuestion, _ policy: Policy,
        decidedOn: CivilDate, isAskedAbout: Bool, _ known: KnownPrecedents
    ) throws(AssessmentError) -> Precedent? {
        let book = try known.book(of: event, in: question, policy)
        guard policy.justification(of: event, by: book, decidedOn: decidedOn) == nil else {
            return nil
        }
        return Precedent(
            event: event, book: book, determinedOn: question.determination(of: event),
            isAskedAbout: isAskedAbout)
    }
}

/// What is known of the events of one party in one role, and which of the earlier ones are
/// precedents: kept from one of its notices to the next, so that each event is looked at once. It
/// serves one version of the law, or two that know events alike.
package final class KnownPrecedents {
    fileprivate private(set) var events: [EventID: Precedent?] = [:]
    private var books: [EventID: FactBook] = [:]

    /// None.
    package init() {}

    /// The facts of an event; kept, unless facts of the party follow from its events.
    package func book(
        of event: EventRecord, in question: AssessmentQuestion, _ policy: Policy
    ) throws(AssessmentError) -> FactBook {
        if let known = books[event.id] { return known }
        let book = try FactBook(of: event, in: question, policy: policy)
        if !policy.factsFollowFromEvents { books[event.id] = book }
        return book
    }

    /// Keeps an event that is determined; but where facts of the party follow from its events, a
    /// later one may change what was known of an earlier.
    fileprivate func take(_ event: EventRecord, _ precedent: Precedent?, _ policy: Policy) {
        guard event.determinedOn != nil, !policy.factsFollowFromEvents else { return }
        events.updateValue(precedent, forKey: event.id)
    }
}

extension AssessmentRule {
    /// Whether the weight of an event depends on how often the like of it happened.
    package var asksForOrdinal: Bool {
        points.contains { part in
            if case .ordinal = part { true } else { false }
        }
    }
}

extension Policy {
    /// What justifies an event by its indicator or by an assessment that may apply; nil where
    /// nothing does.
    package func justification(
        of event: EventRecord, by book: FactBook, decidedOn: CivilDate
    ) -> AssessmentRule.Justification? {
        let versions = assessmentVersions(of: event, decidedOn: decidedOn)
        return justification(of: event, by: book, under: versions.candidates)
    }

    /// The same, by these versions of the assessment.
    package func justification(
        of event: EventRecord, by book: FactBook, under versions: [AssessmentVersion]
    ) -> AssessmentRule.Justification? {
        let own = indicators[event.indicator]?.rule.valueInForce(on: event.occurredOn)?.value
        if let found = own?.justifications.first(where: { book.meets($0.condition) }) {
            return found
        }
        for version in versions {
            let found = version.rule.value.justifications.first { book.meets($0.condition) }
            if let found { return found }
        }
        return nil
    }
}
