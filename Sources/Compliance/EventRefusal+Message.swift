// SPDX-License-Identifier: Apache-2.0

public import Domain
import Scoring

extension EventRefusal {
    /// A sentence for people, in each language.
    ///
    /// - Source: none; it only words the refusal.
    public var message: LocalText {
        switch self {
        case .regimeMismatch:
            LocalText(en: "The event names another regime.", zh: "事件所属制度不符。")
        case .indicatorUnknown(let code):
            LocalText(
                en: "The regime has no indicator “\(code)”.", zh: "本制度没有指标“\(code)”。")
        case .indicatorNotInForce(let code, let day):
            LocalText(
                en: "The indicator “\(code)” was not in force on \(day), when it happened.",
                zh: "事件发生日 \(day)，指标“\(code)”尚未生效或已失效。")
        case .roleNotOpen(let role, let allowed):
            LocalText(
                en: "The indicator does not concern a party as \(ReasonText.name(role).en), only "
                    + "as \(allowed.map { ReasonText.name($0).en }.joined(separator: ", ")).",
                zh: "该指标不适用于\(ReasonText.name(role).zh)，只适用于"
                    + "\(allowed.map { ReasonText.name($0).zh }.joined(separator: "、"))。")
        case .reportedBeforeOccurred:
            LocalText(en: "It was reported before it happened.", zh: "报告日早于发生日。")
        case .reportedInFuture(let today):
            LocalText(
                en: "It was reported after today, \(today).", zh: "报告日晚于今日 \(today)。")
        case .quantityOutOfRange(let range):
            LocalText(
                en: "The indicator takes a quantity from \(range.lowerBound) to "
                    + "\(range.upperBound).",
                zh: "该指标的数量须在 \(range.lowerBound) 至 \(range.upperBound) 之间。")
        case .gradesNotTaken:
            LocalText(en: "The indicator takes no grades.", zh: "该指标不设评分细项。")
        case .grade(let refusal): refusal.message
        case .fact(let refusal): refusal.message
        case .notAlleged(let state):
            LocalText(
                en: "Only an alleged event can be confirmed; this one is \(state.rawValue).",
                zh: "只有待查事件可以确认；该事件\(state == .confirmed ? "已确认" : "已撤销")。")
        case .confirmedByReporter:
            LocalText(
                en: "Whoever reported an event does not confirm it; a second officer must.",
                zh: "报告人不得自行确认，须由另一名官员确认。")
        case .alreadyAnnulled:
            LocalText(en: "The event was annulled already.", zh: "该事件已被撤销。")
        case .annulledByReporter:
            LocalText(
                en: "Whoever reported an event does not annul it once it is confirmed; a second "
                    + "officer must.",
                zh: "已确认的事件不得由报告人自行撤销，须由另一名官员撤销。")
        case .sharedFrom(let event):
            LocalText(
                en: "It is shared from event \(event); what is done to that one is done to this.",
                zh: "本事件由事件 \(event) 连带而来，应对该事件作出处理。")
        case .determinedBeforeReported(let day):
            LocalText(
                en: "It was reported on \(day) and cannot be determined before.",
                zh: "事件于 \(day) 报告，认定日不得早于该日。")
        }
    }
}
