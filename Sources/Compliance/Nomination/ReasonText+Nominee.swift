// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

extension ReasonText {
    static func voucherRequired(_ sets: [[RouteTerms.Share]]) -> LocalText {
        let needed = words(sets)
        return LocalText(
            en: "Vouchers are lacking; needed are: \(needed.en).",
            zh: "保证方不足，须有：\(needed.zh)。")
    }

    static func vouchersUntold(_ sets: [[RouteTerms.Share]]) -> LocalText {
        let needed = words(sets)
        return LocalText(
            en: "Make sure that these vouch together: \(needed.en). Who else vouches was not told.",
            zh: "须核实由下列各方共同作保：\(needed.zh)；所问未载明其他保证方。")
    }

    private static func words(_ sets: [[RouteTerms.Share]]) -> LocalText {
        let sets = sets.map { set in
            let shares = set.map(words)
            return LocalText(
                en: shares.map(\.en).joined(separator: " and "),
                zh: shares.map(\.zh).joined(separator: "和"))
        }
        return LocalText(
            en: sets.map(\.en).joined(separator: "; or "),
            zh: sets.map(\.zh).joined(separator: "；或"))
    }

    private static func words(_ share: RouteTerms.Share) -> LocalText {
        let role = name(share.role)
        guard !share.kinds.isEmpty else {
            return LocalText(en: "\(share.atLeast) \(role.en)", zh: "\(share.atLeast) 名\(role.zh)")
        }
        let kinds = share.kinds.map(name)
        return LocalText(
            en: "\(share.atLeast) \(role.en) ("
                + kinds.map(\.en).joined(separator: ", ") + ")",
            zh: "\(share.atLeast) 名\(role.zh)（\(kinds.map(\.zh).joined(separator: "、"))）")
    }

    static func voucherWrongKind(_ voucher: Nomination.Voucher) -> LocalText {
        let who = name(voucher)
        let (role, kind) = (name(voucher.role), name(voucher.kind))
        return LocalText(
            en: "\(who.en) cannot vouch on this route as \(role.en), being of the kind "
                + "“\(kind.en)”.",
            zh: "\(who.zh)属“\(kind.zh)”，不得在此路径担任\(role.zh)。")
    }

    static func voucherUnneeded(_ voucher: Nomination.Voucher) -> LocalText {
        let who = name(voucher)
        return LocalText(
            en: "\(who.en) cannot vouch on this route: the nominee applies alone.",
            zh: "此路径由申请人自行申请，\(who.zh)不得作保。")
    }

    static func routeIndependent(_ route: LocalText) -> LocalText {
        LocalText(
            en: "Nobody vouches on the route “\(route.en)”: the nominee applies alone.",
            zh: "“\(route.zh)”路径由申请人自行申请，不设保证方。")
    }

    static let independent = LocalText(
        en: "Nobody needs to vouch on this route, and nothing stands against the nominee.",
        zh: "此路径无须保证方，申请人不存在不符合之处。")

    static func placeUntold(_ place: Nomination.Place) -> LocalText {
        let location = name(place)
        return LocalText(
            en: "Make sure that the nominee is \(location.en); where they are was not told.",
            zh: "须核实被保证人\(location.zh)；所问未载明其所在。")
    }

    static func wrongPlace(_ place: Nomination.Place) -> LocalText {
        switch place {
        case .abroad:
            LocalText(
                en: "The nominee is in the country; this route is for those abroad, who are "
                    + "invited.",
                zh: "被保证人已在境内；此路径适用于境外人员，应由邀请人邀请。")
        case .inside:
            LocalText(
                en: "The nominee is abroad; this route is for those in the country, who are "
                    + "recommended.",
                zh: "被保证人在境外；此路径适用于境内人员，应由推荐人推荐。")
        }
    }

    private static func name(_ place: Nomination.Place) -> LocalText {
        switch place {
        case .abroad: LocalText(en: "abroad", zh: "在境外")
        case .inside: LocalText(en: "in the country", zh: "在境内")
        }
    }

    static func requirementNotMet(_ title: LocalText) -> LocalText {
        LocalText(
            en: "This is asked for and not met: \(title.en).", zh: "不符合下列要求：\(title.zh)。")
    }

    static func requirementUntold(_ title: LocalText, _ facts: [LocalText]) -> LocalText {
        let kind = LocalText(en: "kind of party", zh: "主体类别")
        let names = facts.isEmpty ? [kind] : facts
        return LocalText(
            en: "Make sure that this is met: \(title.en). Not told was: "
                + names.map(\.en).joined(separator: ", ") + ".",
            zh: "须核实是否符合：\(title.zh)；所问未载明："
                + names.map(\.zh).joined(separator: "、") + "。")
    }

    static func pointsBelowMark(_ total: Points, _ mark: Points) -> LocalText {
        LocalText(
            en: "The nominee has \(total) points; at least \(mark) are needed.",
            zh: "被保证人积分为 \(total)，至少须为 \(mark)。")
    }

    static func itemShort(_ item: NomineeScore.Item) -> LocalText {
        let needed = item.needed ?? .zero
        return LocalText(
            en: "“\(item.title.en)” brings \(item.points) points; whatever the total, at least "
                + "\(needed) are needed.",
            zh: "“\(item.title.zh)”一项为 \(item.points) 分，无论总分多少，至少须为 \(needed) 分。")
    }

    static func besidesPoints(_ condition: LocalText) -> LocalText {
        LocalText(
            en: "Besides the points this is needed and not met: \(condition.en).",
            zh: "除积分外，还须符合下列条件而不符合：\(condition.zh)。")
    }

    /// Several sentences as one text.
    static func sentences(_ texts: [LocalText]) -> LocalText {
        LocalText(
            en: texts.map(\.en).joined(separator: " "), zh: texts.map(\.zh).joined())
    }

    static func pointsUntold(_ mark: Points) -> LocalText {
        LocalText(
            en: "The nominee needs at least \(mark) points; nothing was told of the nominee.",
            zh: "被保证人积分至少须为 \(mark)；所问未载明被保证人情况。")
    }

    static func decidedByOther(_ voucher: Nomination.Voucher) -> LocalText {
        let who = name(voucher)
        return LocalText(
            en: "\(who.en) vouches as a body of government; another authority than this one must "
                + "decide.",
            zh: "\(who.zh)作为政府机构作保，须由其以外的机关作出决定。")
    }

    private static func name(_ voucher: Nomination.Voucher) -> LocalText {
        voucher.name.map { LocalText(en: "“\($0)”", zh: "“\($0)”") }
            ?? LocalText(en: "The party asked about", zh: "所问主体")
    }

    private static func name(_ kind: PartyKind) -> LocalText {
        switch kind {
        case .organisation: LocalText(en: "organisation", zh: "组织")
        case .government: LocalText(en: "government", zh: "政府机构")
        case .soleTrader: LocalText(en: "sole trader", zh: "个体工商户")
        case .person: LocalText(en: "person", zh: "自然人")
        }
    }
}
