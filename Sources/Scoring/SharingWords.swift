// SPDX-License-Identifier: Apache-2.0

import Domain

/// Words for the share of an event that a party bears, and for the way on which it reached it, as
/// `× 50 %: guarantor of undertaking …`.
struct SharingWords {
    let en: String
    let zh: String

    /// Nil for an event that is all the party's own.
    init?(_ event: EventRecord) {
        guard event.sharing != nil || event.share != EventRecord.wholeShare else { return nil }
        let way = event.sharing.map { Self.way($0.path, event) }
        en = "× \(event.share) %" + (way.map { ": \($0.en)" } ?? "")
        zh = "× \(event.share)%" + (way.map { "：\($0.zh)" } ?? "")
    }

    private static func way(_ path: SharingPath, _ event: EventRecord) -> LocalText {
        let role = words(for: event.role)
        let place = event.undertaking.map { (en: " of undertaking \($0)", zh: "承诺 \($0) 的") }
        var way: LocalText
        switch path.origin {
        case .voucher:
            way = LocalText(
                en: role.en + (place?.en ?? " of the undertaking"),
                zh: (place?.zh ?? "该承诺的") + role.zh)
        case .party:
            way = LocalText(
                en: "the \(role.en) of whom it was reported", zh: "被上报的\(role.zh)")
        }
        for step in path.steps {
            let words = words(for: step)
            way = LocalText(en: "\(words.en) \(way.en)", zh: "\(way.zh)的\(words.zh)")
        }
        return way
    }

    private static func words(for role: Role) -> LocalText {
        switch role {
        case .inviter: LocalText(en: "inviter", zh: "邀请人")
        case .recommender: LocalText(en: "recommender", zh: "推荐人")
        case .sponsor: LocalText(en: "sponsor", zh: "保荐人")
        case .guarantor: LocalText(en: "guarantor", zh: "担保人")
        case .certifier: LocalText(en: "certifier", zh: "证明人")
        }
    }

    private static func words(for step: SharingPath.Step) -> LocalText {
        switch (step.kind, step.reachesFirst) {
        case (.affiliate, _): LocalText(en: "affiliate of", zh: "关联企业")
        case (.director, true): LocalText(en: "director of", zh: "负责人")
        case (.director, false): LocalText(en: "business directed by", zh: "所负责的单位")
        case (.successor, true): LocalText(en: "successor of", zh: "承继者")
        case (.successor, false): LocalText(en: "predecessor of", zh: "被承继者")
        case (.sameLegalRepresentative, _):
            LocalText(en: "of the same legal representative as", zh: "同一法定代表人的单位")
        }
    }
}
