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

    /// The stable code.
    public var code: String {
        switch self {
        case .unknown: "grade.unknown"
        case .outOfRange: "grade.outOfRange"
        }
    }

    /// The member of the request that is at fault.
    public var pointer: String {
        switch self {
        case .unknown(let name), .outOfRange(let name, _): "/grades/\(name)"
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
        }
    }
}
