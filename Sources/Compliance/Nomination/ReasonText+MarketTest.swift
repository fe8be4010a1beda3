// SPDX-License-Identifier: Apache-2.0

import Domain

extension ReasonText {
    static func marketTestNotBegun(_ begins: CivilDate) -> LocalText {
        LocalText(
            en: "The posts are advertised only from \(begins) on.", zh: "岗位自 \(begins) 起方公开招聘。")
    }

    static func marketTestTooShort(_ open: Int, _ least: Int) -> LocalText {
        LocalText(
            en: "The posts were advertised for \(open) days; at least \(least) are needed.",
            zh: "岗位公开招聘 \(open) 日，至少须为 \(least) 日。")
    }

    static func marketTestOpenUntold(_ least: Int) -> LocalText {
        LocalText(
            en: "The posts must be advertised for at least \(least) days; for how many they were "
                + "was not told.",
            zh: "岗位公开招聘至少须为 \(least) 日；所问未载明招聘天数。")
    }

    static func marketTestTooOld(_ end: CivilDate, _ days: Int) -> LocalText {
        LocalText(
            en: "The test of the labour market is older than \(days) days since \(end); a new one "
                + "must come first.",
            zh: "劳动力市场测试自 \(end) 起已逾 \(days) 日，须重新进行。")
    }

    static func marketTestAgeUntold(_ days: Int) -> LocalText {
        LocalText(
            en: "The test of the labour market must be no older than \(days) days; when the posts "
                + "were advertised was not told.",
            zh: "劳动力市场测试不得逾 \(days) 日；所问未载明公开招聘日期。")
    }

    static let marketTestEndUntold = LocalText(
        en: "Make sure that the test of the labour market still counts; until when it does was not "
            + "told.",
        zh: "须核实劳动力市场测试是否仍有效；所问未载明其失效日期。")
}
