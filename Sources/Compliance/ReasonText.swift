// SPDX-License-Identifier: Apache-2.0

import Domain

/// The sentences of reasons, one for each situation, in both languages. They name the days and
/// bands concerned and, where something can be done, what.
enum ReasonText {
    static let partyUnknown = LocalText(
        en: "No party stands in the register under this identifier.",
        zh: "登记册中没有使用该标识的主体。")

    static func partyMerged(into successor: PartyID) -> LocalText {
        LocalText(
            en: "This party was merged into \(successor); ask about that one.",
            zh: "该主体已并入 \(successor)，请查询后者。")
    }

    static func accreditationMissing(_ role: Role, _ route: LocalText) -> LocalText {
        LocalText(
            en: "The register shows no leave to act as \(name(role).en) on the route "
                + "“\(route.en)” for this party.",
            zh: "登记册未载有该主体在“\(route.zh)”路径的\(name(role).zh)资格。")
    }

    static func notYet(_ from: Span) -> LocalText {
        if let notBefore = from.notBefore, notBefore < from.notAfter {
            return LocalText(
                en: "The leave to act begins after \(notBefore) and by \(from.notAfter), and had "
                    + "not begun on the day asked about.",
                zh: "资格在 \(notBefore) 之后、不晚于 \(from.notAfter) 生效，所问之日尚未生效。")
        }
        return LocalText(
            en: "The leave to act begins on \(from.notAfter) only.",
            zh: "资格自 \(from.notAfter) 起方才生效。")
    }

    static func expired(_ expiresOn: CivilDate) -> LocalText {
        LocalText(
            en: "The leave to act lapsed by its own term on \(expiresOn).",
            zh: "资格已于 \(expiresOn) 届满失效。")
    }

    static func leftRegister(_ ended: Span, _ route: LocalText) -> LocalText {
        let span = daysBetween(ended)
        return LocalText(
            en: "The party is no longer listed for the route “\(route.en)”; the register does not "
                + "say why. It went off the list \(span.en).",
            zh: "该主体不再列于“\(route.zh)”路径名单，登记册未说明原因；其\(span.zh)移出名单。")
    }

    static func surrendered(_ ended: Span) -> LocalText {
        let span = daysBetween(ended)
        return LocalText(
            en: "The party gave up its leave to act \(span.en).",
            zh: "该主体\(span.zh)自行放弃资格。")
    }

    static func suspended(_ suspension: Suspension?) -> LocalText {
        guard let suspension else {
            return LocalText(en: "The leave to act is suspended.", zh: "资格已被暂停。")
        }
        let begun = daysBetween(suspension.from)
        guard let restored = suspension.until.map(daysBetween) else {
            return LocalText(
                en: "The leave to act was suspended \(begun.en), and the register shows no day on "
                    + "which it is restored.",
                zh: "资格\(begun.zh)被暂停，登记册未载恢复日期。")
        }
        return LocalText(
            en: "The leave to act was suspended \(begun.en) and is restored only \(restored.en).",
            zh: "资格\(begun.zh)被暂停，\(restored.zh)方才恢复。")
    }

    static func revoked(_ ended: Span) -> LocalText {
        let span = daysBetween(ended)
        return LocalText(
            en: "The leave to act was revoked \(span.en).", zh: "资格\(span.zh)被吊销。")
    }

    static func suspended(from: CivilDate, end: CivilDate?) -> LocalText {
        guard let end else {
            return LocalText(
                en: "The leave to act is suspended by decision since \(from), until further "
                    + "notice.",
                zh: "资格自 \(from) 起依决定被暂停，恢复日期另定。")
        }
        return LocalText(
            en: "The leave to act is suspended by decision from \(from) on; it is restored on "
                + "\(end).",
            zh: "资格自 \(from) 起依决定被暂停，于 \(end) 恢复。")
    }

    static func revoked(on day: CivilDate) -> LocalText {
        LocalText(
            en: "The leave to act was revoked by decision on \(day).",
            zh: "资格于 \(day) 依决定被吊销。")
    }

    static func barred(from: CivilDate, end: CivilDate?) -> LocalText {
        guard let end else {
            return LocalText(
                en: "The party is barred from vouching since \(from), without an end.",
                zh: "该主体自 \(from) 起被禁止担任保证方，未定期限。")
        }
        return LocalText(
            en: "The party is barred from vouching since \(from); the bar ends on \(end).",
            zh: "该主体自 \(from) 起被禁止担任保证方，至 \(end) 解除。")
    }

    static func routeUnknown(_ route: RouteCode, _ regime: LocalText) -> LocalText {
        LocalText(
            en: "“\(regime.en)” has no route “\(route)”.",
            zh: "“\(regime.zh)”没有“\(route)”这一路径。")
    }

    static func roleNotOnRoute(_ role: Role, _ route: LocalText) -> LocalText {
        LocalText(
            en: "A party cannot vouch as \(name(role).en) on the route “\(route.en)”.",
            zh: "“\(route.zh)”路径不设\(name(role).zh)。")
    }

    static func outsideScope(_ region: RegionCode, _ regions: [RegionCode]) -> LocalText {
        let list = regions.map(\.text)
        return LocalText(
            en: "The leave to act holds for \(list.joined(separator: ", ")), not for \(region).",
            zh: "资格适用于 \(list.joined(separator: "、"))，不包括 \(region)。")
    }

    static func regionNotSaid(_ regions: [RegionCode]) -> LocalText {
        let list = regions.map(\.text)
        return LocalText(
            en: "The leave to act holds for \(list.joined(separator: ", ")) only. Make sure that "
                + "the region lies within; none was asked about.",
            zh: "资格仅适用于 \(list.joined(separator: "、"))；所问未载明地区，须核实其是否在此范围内。")
    }

    static func bandBelowMinimum(
        _ band: LocalText, _ minimum: LocalText, _ act: Act, mayExtend: Bool
    ) -> LocalText {
        let ending =
            mayExtend
            ? LocalText(
                en: " It may extend the stay of those it already vouches for only.",
                zh: "只可为其已作保的人员办理延期。")
            : LocalText(en: "", zh: "")
        return LocalText(
            en: "The band is “\(band.en)”; at least “\(minimum.en)” is needed "
                + "\(purpose(act).en).\(ending.en)",
            zh: "现等级为“\(band.zh)”，\(purpose(act).zh)至少须为“\(minimum.zh)”。\(ending.zh)")
    }

    static func bandMissing(_ minimum: LocalText, _ act: Act) -> LocalText {
        LocalText(
            en: "No band stands on record; at least “\(minimum.en)” is needed "
                + "\(purpose(act).en).",
            zh: "没有等级记录，\(purpose(act).zh)至少须为“\(minimum.zh)”。")
    }

    static func eligible(_ band: LocalText?, _ act: Act) -> LocalText {
        guard let band else {
            return LocalText(
                en: "The leave to act is held, and no band is needed \(purpose(act).en).",
                zh: "资格有效，\(purpose(act).zh)不要求等级。")
        }
        return LocalText(
            en: "The leave to act is held and the band “\(band.en)” is enough "
                + "\(purpose(act).en).",
            zh: "资格有效，等级“\(band.zh)”足以\(purpose(act).zh)。")
    }
}
