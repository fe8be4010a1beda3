// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

/// Why it cannot be said what an event weighs, what follows from it, or when something is due.
///
/// - Source: none; what the law says is a value, and an error only that it cannot be told.
public enum AssessmentError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The law has no value for a day concerned.
    case policy(PolicyError)
    /// A rule asks for a fact that nobody stated and that follows from no other.
    case factNeeded(String, of: EventID)
    /// A grade is not one that the assessment takes.
    case grade(GradeRefusal, of: EventID)
    /// A criterion has no grade, and 0 is none of its grades.
    case gradeNeeded(String, ClosedRange<Int>, of: EventID)
    /// A table has no cell for the number and the words of an event.
    case tableSilent(TableCode, of: EventID)
    /// There is so much for each of a number that lies below 0.
    case numberNegative(String, of: EventID)
    /// What a part of the law comes to, for one event or for all, has more digits than are
    /// reckoned with.
    case outOfScale(String, of: EventID?)
    /// With the penalty of this earlier notice, there are more digits than are reckoned with.
    case earlierOutOfScale(AssessmentQuestion.EarlierPenalty)
    /// An earlier notice imposed a penalty in a currency that is not the law's.
    case currencyOther(AssessmentQuestion.EarlierPenalty)
    /// Times that are told in units of which none can be turned into another cannot be added up.
    case unitsMixed(MeasureRule.Kind)
    /// What an officer decided of a measure is not what the law allows.
    case decision(DecisionRefusal, of: EventID)
    /// What is told of a procedure is not what the law allows.
    case procedure(ProcedureRefusal)

    /// The stable code.
    public var code: String {
        switch self {
        case .policy(.notInForce): "policy.notInForce"
        case .policy(.unknown): "policy.parameterUnknown"
        case .factNeeded: "fact.needed"
        case .grade(let refusal, _): refusal.code
        case .gradeNeeded: "grade.needed"
        case .tableSilent: "table.silent"
        case .numberNegative: "fact.negative"
        case .outOfScale, .earlierOutOfScale: "assessment.outOfScale"
        case .currencyOther: "currency.other"
        case .unitsMixed: "assessment.unitsMixed"
        case .decision(let refusal, _): refusal.code
        case .procedure(let refusal): refusal.code
        }
    }

    /// The event concerned; nil where it is none in particular.
    public var event: EventID? {
        switch self {
        case .factNeeded(_, let event), .grade(_, let event), .gradeNeeded(_, _, let event),
            .tableSilent(_, let event), .numberNegative(_, let event), .decision(_, let event):
            event
        case .outOfScale(_, let event): event
        case .policy, .earlierOutOfScale, .currencyOther, .unitsMixed, .procedure: nil
        }
    }

    /// The earlier notice concerned; nil where it is none in particular.
    public var earlier: AssessmentQuestion.EarlierPenalty? {
        switch self {
        case .earlierOutOfScale(let penalty), .currencyOther(let penalty): penalty
        default: nil
        }
    }

    /// What is wrong, in words.
    public var description: String { message.en }
}

extension AssessmentError {
    /// A sentence for people, in each language.
    ///
    /// - Source: none; it only words the error.
    public var message: LocalText {
        switch self {
        case .policy(.notInForce(let parameter, let day)):
            LocalText(
                en: "No value of “\(parameter)” is in force on \(day).",
                zh: "“\(parameter)”在 \(day) 没有生效的值。")
        case .policy(.unknown(let parameter)):
            LocalText(
                en: "This version of the regime has no “\(parameter)”.",
                zh: "该制度版本没有“\(parameter)”。")
        case .factNeeded(let name, _):
            LocalText(
                en: "The law asks for the fact “\(name)”, and nobody stated it. State it, or the "
                    + "facts that it follows from.",
                zh: "依规定需要事实“\(name)”，但未载明。请载明该事实，或载明其所依据的事实。")
        case .grade(let refusal, _): refusal.message
        case .decision(let refusal, _): refusal.message
        case .procedure(let refusal): refusal.message
        case .gradeNeeded(let name, let range, _):
            GradeRefusal.needed(name, range).message
        case .tableSilent(let table, _):
            LocalText(
                en: "The table “\(table)” has no cell for this event.",
                zh: "表“\(table)”没有适用于该事件的格。")
        case .numberNegative(let name, _):
            LocalText(
                en: "The fact “\(name)” is counted here, and must be 0 or more.",
                zh: "事实“\(name)”在此按数量计算，须为 0 或以上。")
        case .earlierOutOfScale:
            LocalText(
                en: "The penalties of earlier notices have more digits than are reckoned with.",
                zh: "此前各次罚款合计超出可计算的位数。")
        case .outOfScale(let name, _):
            LocalText(
                en: "What “\(name)” comes to has more digits than are reckoned with.",
                zh: "“\(name)”的结果超出可计算的位数。")
        case .currencyOther(let penalty):
            LocalText(
                en: "An earlier penalty is in \(penalty.amount.currency), which is not the "
                    + "currency of the law.",
                zh: "此前罚款的币种 \(penalty.amount.currency) 不是本制度的币种。")
        case .unitsMixed(let kind):
            LocalText(
                en: "Times of the kind “\(kind.rawValue)” in different units cannot be added up.",
                zh: "“\(kind.rawValue)”的期限单位不同，无法相加。")
        }
    }

    /// What `ask` says, with the law's own error made one of these.
    package static func asking<Value>(
        _ ask: () throws(PolicyError) -> Value
    ) throws(AssessmentError) -> Value {
        do { return try ask() } catch { throw .policy(error) }
    }
}
