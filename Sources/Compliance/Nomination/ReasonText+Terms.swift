// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

extension ReasonText {
    static func relatedBarred(_ found: ReachingBar) -> LocalText {
        let path = names(found.path)
        let bar = barred(from: found.bar.from, end: found.bar.until)
        return LocalText(
            en: "A bar against “\(found.bar.party)” reaches this party (\(path.en)). "
                + "There: \(bar.en)",
            zh: "对“\(found.bar.party)”的禁止及于该主体（\(path.zh)）。其内容：\(bar.zh)")
    }

    static func relatedBarred(along path: [RelationKind]) -> LocalText {
        let path = names(path)
        return LocalText(
            en: "A bar against a related party reaches this one (\(path.en)).",
            zh: "对关联主体的禁止及于该主体（\(path.zh)）。")
    }

    private static func names(_ path: [RelationKind]) -> LocalText {
        let path = path.map(name)
        return LocalText(
            en: path.map(\.en).joined(separator: ", "),
            zh: path.map(\.zh).joined(separator: "、"))
    }

    private static func name(_ kind: RelationKind) -> LocalText {
        switch kind {
        case .affiliate: LocalText(en: "affiliate", zh: "关联企业")
        case .director: LocalText(en: "director", zh: "实际控制")
        case .successor: LocalText(en: "successor", zh: "承继")
        case .sameLegalRepresentative:
            LocalText(en: "same legal representative", zh: "同一法定代表人")
        }
    }

    static func reviewOverdue(_ item: Nomination.Overdue) -> LocalText {
        LocalText(
            en: "The review “\(item.code)” was due on \(item.dueOn) and is not done.",
            zh: "审查“\(item.code)”应于 \(item.dueOn) 前完成，尚未完成。")
    }

    static func dutyOverdue(_ item: Nomination.Overdue) -> LocalText {
        LocalText(
            en: "The duty “\(item.code)” was due on \(item.dueOn) and is not discharged.",
            zh: "义务“\(item.code)”应于 \(item.dueOn) 前履行，尚未履行。")
    }

    static func quotaExhausted(
        _ quota: Quota, _ scope: RouteTerms.QuotaRule.Scope
    ) -> LocalText {
        guard case .number(let limit) = quota.limit, limit > 0, let used = quota.used else {
            return LocalText(
                en: "No new nominee is open to this party on the route.",
                zh: "该主体在此路径没有新增名额。")
        }
        return LocalText(
            en: "All \(limit) places \(name(scope).en) are taken; \(used) are used.",
            zh: "\(name(scope).zh)名额共 \(limit) 个，已用 \(used) 个，没有余额。")
    }

    static func quotaUseUnknown(
        _ quota: Quota, _ scope: RouteTerms.QuotaRule.Scope
    ) -> LocalText {
        let limit =
            if case .number(let number) = quota.limit { "\(number)" } else { "unlimited" }
        return LocalText(
            en: "There are \(limit) places \(name(scope).en). Make sure that one is free; how many "
                + "are used was not told.",
            zh: "\(name(scope).zh)名额共 \(limit) 个；所问未载明已用数量，须核实是否有余额。")
    }

    static let quotaUnknown = LocalText(
        en: "How many nominees this party may have follows from facts that were not told. Make "
            + "sure that a place is free.",
        zh: "名额取决于所问未载明的事实，须核实是否有余额。")

    private static func name(_ scope: RouteTerms.QuotaRule.Scope) -> LocalText {
        switch scope {
        case .route: LocalText(en: "on the route", zh: "该路径")
        case .region: LocalText(en: "on the route in the region", zh: "该路径在该地区的")
        }
    }

    static let marketTestRequired = LocalText(
        en: "A test of the labour market must come first, unless an exemption applies.",
        zh: "须先进行劳动力市场测试，但适用豁免的除外。")

    static func marketTestSpent(_ test: Nomination.MarketTest, _ day: CivilDate) -> LocalText {
        if let until = test.until, day >= until {
            return LocalText(
                en: "The test of the labour market no longer counts since \(until); a new one "
                    + "must come first.",
                zh: "劳动力市场测试自 \(until) 起失效，须重新进行。")
        }
        return LocalText(
            en: "The test of the labour market covers \(test.posts) posts, and \(test.filled) are "
                + "filled; a new one must come first.",
            zh: "劳动力市场测试涵盖 \(test.posts) 个岗位，已用 \(test.filled) 个，须重新进行。")
    }

    static func documentsUntold(_ documents: [RouteTerms.Document]) -> LocalText {
        let list = names(documents)
        return LocalText(
            en: "These documents are needed: \(list.en). Which were handed in was not told.",
            zh: "须提交下列文件：\(list.zh)；所问未载明已提交的文件。")
    }

    static func documentsMissing(_ documents: [RouteTerms.Document]) -> LocalText {
        let list = names(documents)
        return LocalText(
            en: "These documents are missing and may not follow later: \(list.en).",
            zh: "缺少下列文件，且不得后补：\(list.zh)。")
    }

    static func documentDeferred(
        _ document: RouteTerms.Document, until day: CivilDate
    ) -> LocalText {
        LocalText(
            en: "“\(document.title.en)” may follow until \(day); without it the answer lapses.",
            zh: "“\(document.title.zh)”可于 \(day) 前后补（容缺受理），逾期未补则失效。")
    }

    private static func names(_ documents: [RouteTerms.Document]) -> LocalText {
        LocalText(
            en: documents.map(\.title.en).joined(separator: ", "),
            zh: documents.map(\.title.zh).joined(separator: "、"))
    }
}
