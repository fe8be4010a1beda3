// SPDX-License-Identifier: Apache-2.0

public import Domain

/// Why an officer's decision of a measure is not one that the law allows.
///
/// - Source: the measures of the assessment.
public enum DecisionRefusal: Error, Hashable, Sendable {
    /// The law has no such measure for the event.
    case unknown(MeasureCode, known: [MeasureCode])
    /// One measure is decided twice.
    case repeated(MeasureCode)
    /// The law does not let the measure follow from these facts.
    case notOpen(MeasureCode)
    /// The law leaves nothing to decide about it.
    case notDiscretionary(MeasureCode)
    /// It departs from what is usual, and no reason is given.
    case reasonNeeded(MeasureCode)
    /// Its size is told in another unit than the law's.
    case otherUnit(MeasureCode)
    /// Its size lies outside what the law allows.
    case outOfRange(MeasureCode)

    /// The stable code.
    public var code: String {
        switch self {
        case .unknown: "decision.unknown"
        case .repeated: "decision.repeated"
        case .notOpen: "decision.notOpen"
        case .notDiscretionary: "decision.notDiscretionary"
        case .reasonNeeded: "decision.reasonNeeded"
        case .otherUnit: "decision.otherUnit"
        case .outOfRange: "decision.outOfRange"
        }
    }

    /// A sentence for people, in each language.
    ///
    /// - Source: none; it only words the refusal.
    public var message: LocalText {
        switch self {
        case .unknown(let code, let known):
            let list = known.map(\.text).joined(separator: ", ")
            return LocalText(
                en: "The law has no measure “\(code)” for this event; it has: \(list).",
                zh: "该事件没有措施“\(code)”；可用的有：\(list)。")
        case .repeated(let code):
            return LocalText(
                en: "The measure “\(code)” is decided twice.", zh: "措施“\(code)”重复决定。")
        case .notOpen(let code):
            return LocalText(
                en: "The measure “\(code)” does not follow from these facts.",
                zh: "依所载事实不适用措施“\(code)”。")
        case .notDiscretionary(let code):
            return LocalText(
                en: "The measure “\(code)” follows by law; nothing of it is left to decide.",
                zh: "措施“\(code)”依法当然适用，无裁量余地。")
        case .reasonNeeded(let code):
            return LocalText(
                en: "The decision on “\(code)” departs from what is usual and needs a reason.",
                zh: "关于“\(code)”的决定偏离通常标准，须说明理由。")
        case .otherUnit(let code):
            return LocalText(
                en: "The size of “\(code)” is told in another unit than the law's.",
                zh: "“\(code)”的幅度单位与规定不符。")
        case .outOfRange(let code):
            return LocalText(
                en: "The size of “\(code)” lies outside what the law allows.",
                zh: "“\(code)”的幅度超出规定范围。")
        }
    }
}
