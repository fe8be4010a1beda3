// SPDX-License-Identifier: Apache-2.0

public import Domain

/// What is told of a procedure, and the law does not allow.
///
/// - Source: none; it only says what is wrong with what was told.
public struct ProcedureRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The stable code.
    public let code: String
    /// Where it stands in the notice, filing or repair: `/extensions/0/step`.
    public let pointer: String
    /// A sentence for people, in each language.
    public let message: LocalText

    /// What is wrong, in words.
    public var description: String { message.en }

    package init(_ code: String, at pointer: String, en: String, zh: String) {
        self.code = code
        self.pointer = pointer
        message = LocalText(en: en, zh: zh)
    }

    // MARK: Clocks

    package static func stepUnknown(_ name: String, _ index: Int, known: [String]) -> Self {
        let list = known.joined(separator: ", ")
        return Self(
            "clock.stepUnknown", at: "/extensions/\(index)/step",
            en: "The clock has no step “\(name)”; it has: \(list).",
            zh: "该期限没有步骤“\(name)”；有：\(list)。")
    }

    package static func notExtendable(_ name: String, _ index: Int) -> Self {
        Self(
            "clock.notExtendable", at: "/extensions/\(index)/step",
            en: "The law allows no extension of “\(name)”.", zh: "依规定“\(name)”不得延期。")
    }

    package static func extensionRepeated(_ name: String, _ index: Int) -> Self {
        Self(
            "clock.extensionRepeated", at: "/extensions/\(index)/step",
            en: "“\(name)” is extended twice; state the whole extension once.",
            zh: "“\(name)”被延期两次；请一次载明全部延期。")
    }

    package static func extensionTooLong(_ index: Int, most: CivilDate) -> Self {
        Self(
            "clock.extensionTooLong", at: "/extensions/\(index)",
            en: "The law allows an extension no further than \(most).",
            zh: "依规定最迟只可延至 \(most)。")
    }

    package static func extensionBack(_ index: Int, last: CivilDate) -> Self {
        Self(
            "clock.extensionBack", at: "/extensions/\(index)",
            en: "An extension cannot end before \(last), the last day without it.",
            zh: "延期不得早于原截止日 \(last)。")
    }

    package static let neverStops = Self(
        "clock.neverStops", at: "/stops", en: "The law lets no step of this clock stand still.",
        zh: "依规定该期限不得中止。")

    package static func stopOutOfOrder(_ index: Int) -> Self {
        Self(
            "clock.stopOutOfOrder", at: "/stops/\(index)",
            en: "A stop ends after it begins, and begins no earlier than the one before it ends.",
            zh: "中止的终日须晚于始日，且各次中止不得重叠。")
    }

    // MARK: Duties

    package static func otherRole(_ role: Role, allowed: [Role]) -> Self {
        let list = allowed.map(\.rawValue).joined(separator: ", ")
        return Self(
            "duty.otherRole", at: "/duty",
            en: "The duty is not owed in the role “\(role.rawValue)”; it is owed in: \(list).",
            zh: "该义务不由 \(role.rawValue) 承担；由以下角色承担：\(list)。")
    }

    package static func dayInFuture(_ name: String, asOf: CivilDate) -> Self {
        Self(
            "value.inFuture", at: "/\(name)",
            en: "This day lies after \(asOf), the day asked about.",
            zh: "该日晚于所问之日 \(asOf)。")
    }

    package static func kindUnknown(_ kind: String, known: [String]) -> Self {
        let list = known.joined(separator: ", ")
        return Self(
            "duty.kindUnknown", at: "/kind",
            en: "“\(kind)” does not discharge the duty; these do: \(list).",
            zh: "“\(kind)”不能履行该义务；可履行者：\(list)。")
    }

    package static func otherCause(_ word: String, known: [String]) -> Self {
        let list = known.joined(separator: ", ")
        return Self(
            "duty.otherCause", at: "/raisedBy",
            en: "“\(word)” does not raise the duty; this does: \(list).",
            zh: "“\(word)”不产生该义务；产生该义务的是：\(list)。")
    }

    package static func neverEnds(_ word: String, known: [String]) -> Self {
        let list = known.isEmpty ? "nothing" : known.joined(separator: ", ")
        return Self(
            "duty.neverEnds", at: "/ended",
            en: "“\(word)” does not end the duty; this does: \(list).",
            zh: "“\(word)”不终止该义务；可终止者：\(known.isEmpty ? "无" : list)。")
    }

    package static let notWaivable = Self(
        "duty.notWaivable", at: "/waived", en: "The law allows no waiver of this duty.",
        zh: "依规定该义务不得免除。")

    package static let dutyNotExtendable = Self(
        "duty.notExtendable", at: "/extendedTo", en: "The law allows no extension of this duty.",
        zh: "依规定该义务不得延期。")

    package static func dutyExtension(beyond most: CivilDate, from last: CivilDate) -> Self {
        Self(
            "duty.extensionOutOfRange", at: "/extendedTo",
            en: "The law allows an extension to a day from \(last) to \(most).",
            zh: "依规定只可延至 \(last) 至 \(most) 之间的一日。")
    }

    // MARK: Duties of the register

    package static func filedBeforeRaised(_ day: CivilDate) -> Self {
        Self(
            "value.order", at: "/filedOn",
            en: "The duty was raised on \(day); it cannot be discharged before.",
            zh: "该义务产生于 \(day)，不能在此之前履行。")
    }

    package static let notPutOff = Self(
        "duty.notExtendable", at: "/to", en: "The law allows no extension of this duty.",
        zh: "依规定该义务不得延期。")

    package static func putOffTo(from last: CivilDate, most: CivilDate) -> Self {
        Self(
            "duty.extensionOutOfRange", at: "/to",
            en: "The law allows an extension to a day after \(last) and no later than \(most).",
            zh: "依规定只可延至 \(last) 之后、\(most) 及以前的一日。")
    }

    package static let notLetOff = Self(
        "duty.notWaivable", at: "", en: "The law allows no waiver of this duty.",
        zh: "依规定该义务不得免除。")

    package static func endsOtherwise(_ word: String, known: [String]) -> Self {
        let list = known.isEmpty ? "nothing" : known.joined(separator: ", ")
        return Self(
            "duty.neverEnds", at: "/word",
            en: "“\(word)” does not end the duty; this does: \(list).",
            zh: "“\(word)”不终止该义务；可终止者：\(known.isEmpty ? "无" : list)。")
    }

    package static func owedThrough(_ end: CivilDate, _ last: CivilDate) -> Self {
        Self(
            "duty.owedBefore", at: "/on",
            en: "The duty would be owed no longer from \(end) on, after its last day, \(last).",
            zh: "该义务自 \(end) 起才不再承担，晚于其截止日 \(last)。")
    }
}
