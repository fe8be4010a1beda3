// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// How it is told that ceiling or floor held a score. Many events of one rating say the same.
struct EdgeWords {
    let ceiling: LocalText
    let floor: LocalText

    init(_ table: StartTable?) {
        let ceiling = table?.ceiling?.description ?? ""
        let floor = table?.floor?.description ?? ""
        self.ceiling = LocalText(
            en: "held at the ceiling of \(ceiling)", zh: "以上限 \(ceiling) 分为止")
        self.floor = LocalText(en: "held at the floor of \(floor)", zh: "以下限 \(floor) 分为止")
    }
}

extension ScoredRecord {
    /// What time, caps, floor and ceiling took off what an event brings, in that order.
    func limits(
        _ item: Item, _ count: Tally.Count, _ mark: Mark, _ table: StartTable?,
        _ edges: EdgeWords, on day: CivilDate
    ) -> [LocalText] {
        var notes: [LocalText] = []
        let percent = mark.course.map { shared.courses[Int($0)].percent(on: day) } ?? 100
        if percent != 100 {
            notes.append(
                LocalText(
                    en: "\(percent) % by now: \(count.points)",
                    zh: "现按 \(percent)% 计：\(count.points)"))
        }
        if count.isOutdone {
            notes.append(
                LocalText(
                    en: "a worse fault of the same occasion counts",
                    zh: "同一次检查中仅计最重的一项"))
            return notes
        }
        let rule = item.rule.value
        if count.period != count.points, let cap = rule.course?.capPerPeriod {
            notes.append(
                LocalText(
                    en: "all of this indicator of one \(cap.period.rawValue) capped at "
                        + "\(cap.points)",
                    zh: "该指标每\(cap.period.chinese)合计以 \(cap.points) 为限"))
        }
        if count.indicator != count.period, let cap = rule.capPerIndicator {
            notes.append(
                LocalText(
                    en: "all of this indicator together capped at \(cap)",
                    zh: "该指标合计以 \(cap) 为限"))
        }
        if count.capped != count.indicator,
            let group = table?.groups.first(where: { $0.code == rule.course?.group }),
            let cap = group.cap
        {
            notes.append(
                LocalText(
                    en: "“\(group.title.en)” together capped at \(cap)",
                    zh: "“\(group.title.zh)”合计以 \(cap) 为限"))
        }
        if count.counted != count.capped {
            notes.append(item.points > .zero ? edges.ceiling : edges.floor)
        }
        return notes
    }
}

extension CivilPeriod {
    fileprivate var chinese: String {
        switch self {
        case .year: "一自然年"
        case .quarter: "一季度"
        case .month: "一自然月"
        }
    }
}

extension WhichLaw.Choice {
    /// Why a version of the law applies that began on a day.
    func note(from day: CivilDate) -> LocalText {
        switch self {
        case .act:
            LocalText(en: "by the law of \(day), as of the act", zh: "适用行为时自 \(day) 起的规定")
        case .decision:
            LocalText(
                en: "by the law of \(day), as of the determination",
                zh: "适用决定时自 \(day) 起的规定")
        case .milder:
            LocalText(
                en: "by the law of \(day), the milder one as of the determination",
                zh: "从轻适用决定时自 \(day) 起的规定")
        }
    }
}
