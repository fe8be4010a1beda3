// SPDX-License-Identifier: Apache-2.0

import Domain

extension ReasonText {
    static func beginUncertain(_ from: Span) -> LocalText {
        guard let notBefore = from.notBefore else {
            return LocalText(
                en: "The register first shows this leave to act on \(from.notAfter); when it "
                    + "began is not known. Confirm it for the day asked about.",
                zh: "登记册自 \(from.notAfter) 起载有该资格，起始日不详，须核实所问之日是否有效。")
        }
        return LocalText(
            en: "The leave to act began after \(notBefore) and by \(from.notAfter). Confirm it "
                + "for the day asked about.",
            zh: "资格在 \(notBefore) 之后、不晚于 \(from.notAfter) 生效，须核实所问之日是否有效。")
    }

    static func endUncertain(_ end: AccreditationEnd, _ route: LocalText) -> LocalText {
        let span = daysBetween(end.ended)
        let what =
            switch end.reason {
            case .leftRegister:
                LocalText(
                    en: "The party went off the list for the route “\(route.en)” \(span.en); the "
                        + "register does not say why.",
                    zh: "该主体\(span.zh)移出“\(route.zh)”路径名单，登记册未说明原因；")
            case .revoked:
                LocalText(
                    en: "The leave to act was revoked \(span.en).", zh: "资格\(span.zh)被吊销，")
            case .surrendered:
                LocalText(
                    en: "The party gave up its leave to act \(span.en).",
                    zh: "该主体\(span.zh)自行放弃资格，")
            }
        return LocalText(
            en: "\(what.en) Confirm that the leave to act was held on the day asked about.",
            zh: "\(what.zh)须核实所问之日资格是否有效。")
    }

    static func suspensionUncertain(_ day: CivilDate) -> LocalText {
        LocalText(
            en: "The register does not say whether the leave to act was suspended on \(day). "
                + "Confirm it.",
            zh: "登记册未说明资格在 \(day) 是否被暂停，须核实。")
    }

    static func bandUncertain(
        _ best: LocalText, _ worst: LocalText, _ day: CivilDate
    ) -> LocalText {
        LocalText(
            en: "The register does not say whether the band on \(day) was “\(best.en)” or "
                + "“\(worst.en)”. Confirm it; “\(worst.en)” would not do.",
            zh: "登记册未说明 \(day) 的等级为“\(best.zh)”还是“\(worst.zh)”，须核实；“\(worst.zh)”不符合要求。")
    }

    // MARK: Parts of sentences

    static func daysBetween(_ span: Span) -> LocalText {
        guard let notBefore = span.notBefore else {
            return LocalText(en: "by \(span.notAfter)", zh: "不晚于 \(span.notAfter) ")
        }
        if notBefore == span.notAfter {
            return LocalText(en: "on \(notBefore)", zh: "于 \(notBefore) ")
        }
        return LocalText(
            en: "after \(notBefore) and by \(span.notAfter)",
            zh: "在 \(notBefore) 之后、不晚于 \(span.notAfter) ")
    }

    static func purpose(_ act: Act) -> LocalText {
        switch act {
        case .new: LocalText(en: "to vouch for somebody new", zh: "为新的人员作保")
        case .renewal:
            LocalText(
                en: "to renew for those it already vouches for", zh: "为已作保的人员办理续期")
        case .extension:
            LocalText(
                en: "to extend the stay of those it already vouches for", zh: "为已作保的人员办理延期")
        }
    }

    static func name(_ role: Role) -> LocalText {
        switch role {
        case .inviter: LocalText(en: "inviter", zh: "邀请人")
        case .recommender: LocalText(en: "recommender", zh: "推荐人")
        case .sponsor: LocalText(en: "sponsor", zh: "保荐人")
        case .guarantor: LocalText(en: "guarantor", zh: "担保人")
        case .certifier: LocalText(en: "certifier", zh: "证明人")
        }
    }
}
