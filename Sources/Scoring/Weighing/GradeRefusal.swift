// SPDX-License-Identifier: Apache-2.0

public import Domain

/// Why an officer's grade is not taken.
///
/// - Source: the assessment's file of the pack.
public enum GradeRefusal: Hashable, Sendable {
    /// The assessment has no criterion of this name.
    case unknown(String)
    /// The grade is none of the criterion's, or no whole number.
    case outOfRange(String, ClosedRange<Int>)
    /// The criterion has no grade, and 0 is none of its grades.
    case needed(String, ClosedRange<Int>)
    /// The grade lies outside the guideline, and the fact that gives the reason is not stated.
    case reasonNeeded(String, ClosedRange<Int>, fact: String)

    /// The stable code.
    public var code: String {
        switch self {
        case .unknown: "grade.unknown"
        case .outOfRange: "grade.outOfRange"
        case .needed: "grade.needed"
        case .reasonNeeded: "grade.reasonNeeded"
        }
    }

    /// The member of the request that is at fault.
    public var pointer: String {
        switch self {
        case .unknown(let name), .outOfRange(let name, _), .needed(let name, _),
            .reasonNeeded(let name, _, _):
            "/grades/\(name)"
        }
    }

    /// A sentence for people, in each language.
    public var message: LocalText {
        switch self {
        case .unknown(let name):
            LocalText(
                en: "The assessment has no criterion “\(name)”.", zh: "该评估没有评分细项“\(name)”。")
        case .outOfRange(let name, let range):
            LocalText(
                en: "The criterion “\(name)” takes a whole grade from \(range.lowerBound) to "
                    + "\(range.upperBound).",
                zh: "评分细项“\(name)”须为 \(range.lowerBound) 至 \(range.upperBound) 的整数。")
        case .needed(let name, let range):
            LocalText(
                en: "The law asks for a grade “\(name)” from \(range.lowerBound) to "
                    + "\(range.upperBound).",
                zh: "依规定需要评分细项“\(name)”，范围 \(range.lowerBound) 至 \(range.upperBound)。")
        case .reasonNeeded(let name, let range, let fact):
            LocalText(
                en: "A grade “\(name)” outside the guideline of \(range.lowerBound) to "
                    + "\(range.upperBound) needs its reason in the fact “\(fact)”.",
                zh: "评分细项“\(name)”超出指导范围 \(range.lowerBound) 至 \(range.upperBound)，"
                    + "须在事实“\(fact)”中写明理由。")
        }
    }
}
