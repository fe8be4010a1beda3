// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Scoring

/// Why a compliance event cannot be reported, confirmed or annulled.
///
/// - Source: the indicator's file of the pack; that nobody confirms what they reported follows the
///   IRCC program delivery instructions of 2024-07-19 (another officer determines).
public enum EventRefusal: Hashable, Sendable {
    /// The event names another regime than the one it is judged under.
    case regimeMismatch
    /// The regime has no such indicator.
    case indicatorUnknown(IndicatorCode)
    /// The indicator has no value on the day the event happened.
    case indicatorNotInForce(IndicatorCode, on: CivilDate)
    /// The indicator does not concern this role.
    case roleNotOpen(Role, allowed: [Role])
    /// Reported before it happened.
    case reportedBeforeOccurred
    /// Reported on a day that has not come yet.
    case reportedInFuture(today: CivilDate)
    /// The quantity is not one that the indicator takes.
    case quantityOutOfRange(ClosedRange<Int>)
    /// Nothing that weighs the event takes grades.
    case gradesNotTaken
    /// A grade that the assessment does not take.
    case grade(GradeRefusal)
    /// A fact that no rule of the regime knows, or of the wrong kind.
    case fact(FactRefusal)
    /// Only an alleged event can be confirmed.
    case notAlleged(EventState)
    /// Whoever reported an event does not confirm it.
    case confirmedByReporter
    /// The event was annulled already.
    case alreadyAnnulled
    /// Whoever reported an event does not annul it once it is confirmed.
    case annulledByReporter
    /// It reached the party from another event, and is determined with that one.
    case sharedFrom(EventID)
    /// Determined before it was reported.
    case determinedBeforeReported(reportedOn: CivilDate)

    /// The stable code.
    public var code: String {
        switch self {
        case .regimeMismatch: "event.regimeMismatch"
        case .indicatorUnknown: "event.indicatorUnknown"
        case .indicatorNotInForce: "event.indicatorNotInForce"
        case .roleNotOpen: "event.roleNotOpen"
        case .reportedBeforeOccurred: "event.reportedBeforeOccurred"
        case .reportedInFuture: "event.reportedInFuture"
        case .quantityOutOfRange: "event.quantityOutOfRange"
        case .gradesNotTaken: "event.gradesNotTaken"
        case .grade(let refusal): refusal.code
        case .fact(let refusal): refusal.code
        case .notAlleged: "event.notAlleged"
        case .confirmedByReporter: "event.confirmedByReporter"
        case .alreadyAnnulled: "event.alreadyAnnulled"
        case .annulledByReporter: "event.annulledByReporter"
        case .sharedFrom: "event.sharedFrom"
        case .determinedBeforeReported: "event.determinedBeforeReported"
        }
    }

    /// The member of the request that is at fault; empty when the whole is.
    public var pointer: String {
        switch self {
        case .regimeMismatch: "/regime"
        case .indicatorUnknown, .indicatorNotInForce: "/indicator"
        case .roleNotOpen: "/role"
        case .reportedBeforeOccurred, .reportedInFuture: "/reportedOn"
        case .quantityOutOfRange: "/quantity"
        case .gradesNotTaken: "/grades"
        case .grade(let refusal): refusal.pointer
        case .fact(let refusal): refusal.pointer
        case .determinedBeforeReported: "/determinedOn"
        case .notAlleged, .confirmedByReporter, .alreadyAnnulled, .annulledByReporter,
            .sharedFrom:
            ""
        }
    }
}

/// Why a fact is not taken.
///
/// - Source: `facts.yaml` of the pack.
public enum FactRefusal: Hashable, Sendable {
    /// No rule of the regime asks for a fact of this name.
    case unknown(String)
    /// The value is not of the fact's kind.
    case wrongKind(String)
    /// The points of the event depend on the fact, and it is not stated.
    case needed(String)

    /// The stable code.
    public var code: String {
        switch self {
        case .unknown: "fact.unknown"
        case .wrongKind: "fact.wrongKind"
        case .needed: "fact.needed"
        }
    }

    /// The member of the request that is at fault.
    public var pointer: String {
        switch self {
        case .unknown(let name), .wrongKind(let name), .needed(let name): "/facts/\(name)"
        }
    }

    /// A sentence for people, in each language.
    public var message: LocalText {
        switch self {
        case .unknown(let name):
            LocalText(
                en: "The regime knows no fact “\(name)” here.", zh: "本制度没有“\(name)”这一事实。")
        case .wrongKind(let name):
            LocalText(
                en: "The fact “\(name)” takes no such value.", zh: "事实“\(name)”不接受该值。")
        case .needed(let name):
            LocalText(
                en: "The points depend on the fact “\(name)”, which is not stated.",
                zh: "计分取决于事实“\(name)”，但未载明。")
        }
    }
}
