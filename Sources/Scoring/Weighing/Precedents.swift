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

    /// Gathers them.
    ///
    /// - Throws: `AssessmentError.policy` where the law does not know an earlier event.
    package init(_ question: AssessmentQuestion, policy: Policy) throws(AssessmentError) {
        let ofNotice = Set(question.events.map(\.id))
        var all: [Precedent] = []
        for event in question.history
        where event.state == .confirmed && event.regime == policy.code
            && event.role == question.role && !ofNotice.contains(event.id)
        {
            let book = try FactBook(of: event, in: question, policy: policy)
            let decidedOn = event.determinedOn ?? event.occurredOn
            if policy.justification(of: event, by: book, decidedOn: decidedOn) != nil { continue }
            all.append(Self.precedent(event, book, question, isAskedAbout: false))
        }
        for event in question.events where event.state != .annulled {
            let book = try FactBook(of: event, in: question, policy: policy)
            let decidedOn = question.determination(of: event)
            if policy.justification(of: event, by: book, decidedOn: decidedOn) != nil { continue }
            all.append(Self.precedent(event, book, question, isAskedAbout: true))
        }
        self.all = all
    }

    private static func precedent(
        _ event: EventRecord, _ book: FactBook, _ question: AssessmentQuestion, isAskedAbout: Bool
    ) -> Precedent {
        Precedent(
            event: event, book: book, determinedOn: question.determination(of: event),
            isAskedAbout: isAskedAbout)
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
        let own = try? indicator(event.indicator, on: event.occurredOn).value.justifications
        return ((own ?? []) + versions.flatMap(\.rule.value.justifications))
            .first { book.meets($0.condition) }
    }
}
