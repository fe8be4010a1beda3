// SPDX-License-Identifier: Apache-2.0

public import Domain
import Policy
import Scoring

extension ProceedingRefusal {
    /// The stable code.
    public var code: String {
        switch self {
        case .roleOther: "proceeding.roleOther"
        case .eventsNeeded: "proceeding.eventsNeeded"
        case .eventUnfit: "proceeding.eventUnfit"
        case .eventTaken: "proceeding.sameAct"
        case .moveUnknown: "proceeding.moveUnknown"
        case .stateOther: "proceeding.outOfOrder"
        case .makerOther: "proceeding.makerOther"
        case .seatOther: "proceeding.seatOther"
        case .sameHand: "proceeding.sameHand"
        case .early: "proceeding.early"
        case .clockNotStarted: "proceeding.clockNotStarted"
        case .late: "proceeding.late"
        case .barredByTime: "proceeding.barredByTime"
        case .outcomeNeeded: "proceeding.outcomeNeeded"
        case .fieldMissing: "member.missing"
        case .fieldUnknown: "member.unknown"
        case .fact(let refusal): refusal.code
        case .dayOutOfRange: "value.outOfRange"
        case .eventOther: "proceeding.eventOther"
        case .undecided: "proceeding.undecided"
        case .nothingToImpose: "proceeding.nothingToImpose"
        case .graver: "proceeding.graver"
        case .secondPenalty: "proceeding.secondPenalty"
        case .assessment(let error): error.code
        case .event(let refusal): refusal.code
        }
    }

    /// The member of the request that is at fault; empty where it is the move itself.
    public var pointer: String {
        switch self {
        case .roleOther: "/role"
        case .eventsNeeded, .eventUnfit, .eventTaken: "/events"
        case .outcomeNeeded: "/outcome"
        case .fieldMissing(let pointer), .fieldUnknown(let pointer, _): pointer
        case .fact(let refusal): refusal.pointer
        case .dayOutOfRange(let name, _, _): "/facts/\(name)"
        case .assessment(.procedure): "/facts"
        case .eventOther, .undecided, .nothingToImpose, .graver, .secondPenalty, .assessment:
            "/decisions"
        case .moveUnknown, .stateOther, .makerOther, .seatOther, .sameHand, .early,
            .clockNotStarted, .late, .barredByTime, .event:
            ""
        }
    }

    /// The first day on which the move becomes possible; nil where waiting does not help.
    public var possibleFrom: CivilDate? {
        if case .early(_, let day, _) = self { day } else { nil }
    }

    /// A sentence for people, in each language.
    ///
    /// - Source: none; it only words the refusal.
    public var message: LocalText {
        switch self {
        case .roleOther, .eventsNeeded, .eventUnfit, .eventTaken, .moveUnknown, .stateOther,
            .makerOther, .seatOther, .sameHand:
            placeMessage
        case .early, .clockNotStarted, .late, .barredByTime: timeMessage
        case .outcomeNeeded, .fieldMissing, .fieldUnknown, .fact, .dayOutOfRange: fieldMessage
        case .eventOther, .undecided, .nothingToImpose, .graver, .secondPenalty, .assessment,
            .event:
            measureMessage
        }
    }

    private var placeMessage: LocalText {
        switch self {
        case .roleOther(let role, let allowed):
            LocalText(
                en: "This proceeding does not concern the role “\(role.rawValue)”; it concerns: "
                    + "\(Self.list(allowed.map(\.rawValue))).",
                zh: "该程序不适用于角色 \(role.rawValue)；适用于：\(Self.list(allowed.map(\.rawValue)))。")
        case .eventsNeeded:
            LocalText(
                en: "Name the compliance events that it is about, one at least.",
                zh: "请列明所涉合规事件，至少一项。")
        case .eventUnfit(let event):
            LocalText(
                en: "The event \(event) is of another role, or was annulled.",
                zh: "事件 \(event) 属于其他角色，或已被撤销。")
        case .eventTaken(let event, let other):
            LocalText(
                en: "The event \(event) stands in the proceeding \(other) already; one act is "
                    + "not proceeded against twice.",
                zh: "事件 \(event) 已在程序 \(other) 中；同一行为不得重复立案。")
        case .moveUnknown(let move, let known):
            LocalText(
                en: "Here there is no move “\(move)”; there is: "
                    + "\(Self.list(known.map(\.text))).",
                zh: "此处没有步骤“\(move)”；有：\(Self.list(known.map(\.text)))。")
        case .stateOther(let move, let state, let open):
            LocalText(
                en: "“\(move)” cannot be done in the state “\(state)”. "
                    + (open.isEmpty
                        ? "The proceeding is over."
                        : "What can be: \(Self.list(open.map(\.text)))."),
                zh: "状态“\(state)”下不能进行“\(move)”。"
                    + (open.isEmpty ? "程序已终结。" : "可进行：\(Self.list(open.map(\.text)))。"))
        case .makerOther(let move, let allowed):
            LocalText(
                en: "“\(move)” is for: \(Self.list(allowed.map(\.rawValue))).",
                zh: "“\(move)”由以下角色进行：\(Self.list(allowed.map(\.rawValue)))。")
        case .seatOther(let move, let seat):
            seat == .own
                ? LocalText(
                    en: "“\(move)” is for the authority of the proceeding, or one above it.",
                    zh: "“\(move)”由承办机关或其上级机关进行。")
                : LocalText(
                    en: "“\(move)” is for an authority above that of the proceeding.",
                    zh: "“\(move)”由承办机关的上级机关进行。")
        case .sameHand(let move, let apart): Self.sameHand(move, apart)
        default: LocalText(en: code, zh: code)
        }
    }

    private static func sameHand(
        _ move: MoveCode, _ apart: ProceedingMoveRule.Apart
    ) -> LocalText {
        switch apart {
        case .reporting:
            LocalText(
                en: "Whoever reported an event does not do “\(move)”; another officer must.",
                zh: "事件的报告人不得进行“\(move)”；须由他人进行。")
        case .move(let other):
            LocalText(
                en: "Whoever did “\(other)” does not do “\(move)”; another officer must.",
                zh: "进行“\(other)”者不得进行“\(move)”；须由他人进行。")
        case .anyMove:
            LocalText(
                en: "Whoever took part before does not do “\(move)”; another officer must.",
                zh: "此前参与者不得进行“\(move)”；须由他人进行。")
        }
    }

    private var timeMessage: LocalText {
        switch self {
        case .early(let move, let day, let wait):
            LocalText(
                en: "“\(move)” must wait until “\(wait.step)” of “\(wait.clock)” is over: it is "
                    + "possible from \(day) on.",
                zh: "须待“\(wait.clock)”的“\(wait.step)”届满后方可进行“\(move)”：自 \(day) 起可进行。")
        case .clockNotStarted(let move, let day):
            LocalText(
                en: "“\(move)” depends on “\(day.step)” of “\(day.clock)”, which has not begun.",
                zh: "“\(move)”取决于“\(day.clock)”的“\(day.step)”，该期限尚未开始。")
        case .late(let move, let last, let day):
            LocalText(
                en: "The last day for “\(move)” was \(last) (“\(day.step)” of “\(day.clock)”).",
                zh: "“\(move)”的截止日为 \(last)（“\(day.clock)”的“\(day.step)”）。")
        case .barredByTime(let last, let day):
            LocalText(
                en: "The act lies too far back: the last day was \(last) (“\(day.step)” of "
                    + "“\(day.clock)”).",
                zh: "该行为已超过追究期限：截止日为 \(last)（“\(day.clock)”的“\(day.step)”）。")
        default: LocalText(en: code, zh: code)
        }
    }

    private var fieldMessage: LocalText {
        switch self {
        case .outcomeNeeded(let known):
            LocalText(
                en: "Say in what it ends; one of: \(Self.list(known.map(\.text))).",
                zh: "请载明结果；其一：\(Self.list(known.map(\.text)))。")
        case .fieldMissing(let pointer):
            LocalText(
                en: "The law asks for “\(pointer.dropFirst())” with this move, and it is missing.",
                zh: "依规定须载明“\(pointer.dropFirst())”。")
        case .fieldUnknown(let pointer, let known):
            LocalText(
                en: "This move does not take “\(pointer.dropFirst())”; it takes: "
                    + "\(Self.list(known)).",
                zh: "该步骤不接受“\(pointer.dropFirst())”；接受：\(Self.list(known))。")
        case .fact(let refusal): refusal.message
        case .dayOutOfRange(let name, let first, let last):
            LocalText(
                en: "“\(name)” must be a legal day from \(first) to \(last).",
                zh: "“\(name)”须为 \(first) 至 \(last) 之间的日期。")
        default: LocalText(en: code, zh: code)
        }
    }

    private var measureMessage: LocalText {
        switch self {
        case .eventOther(let event):
            LocalText(
                en: "The proceeding is not about the event \(event).",
                zh: "该程序不涉及事件 \(event)。")
        case .undecided(let measure, let event):
            LocalText(
                en: "The law leaves room for “\(measure)” of the event \(event): decide how "
                    + "large it is.",
                zh: "对事件 \(event) 的“\(measure)”法律留有裁量；请决定其幅度。")
        case .nothingToImpose:
            LocalText(
                en: "Nothing follows from these events that could be imposed; choose another "
                    + "outcome.",
                zh: "依这些事件没有可施加的措施；请选择其他结果。")
        case .graver(let kind, let move):
            LocalText(
                en: "The “\(kind.rawValue)” is graver than what “\(move)” told the party; "
                    + "nobody fares worse for having answered. Notify anew.",
                zh: "该“\(kind.rawValue)”重于“\(move)”所告知的；不得因当事人陈述申辩而加重。须重新告知。")
        case .secondPenalty(let event, let sanction):
            LocalText(
                en: "The event \(event) was punished with the penalty \(sanction) already; one "
                    + "act is not fined twice.",
                zh: "事件 \(event) 已受罚款 \(sanction)；同一行为不得两次罚款。")
        case .assessment(let error): error.message
        case .event(let refusal): refusal.message
        default: LocalText(en: code, zh: code)
        }
    }

    private static func list(_ words: [String]) -> String { words.joined(separator: ", ") }
}
