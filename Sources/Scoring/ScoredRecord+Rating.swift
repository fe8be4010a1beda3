// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

extension ScoredRecord {
    /// The whole rating of one day, explained.
    func rating(on day: CivilDate) throws(PolicyError) -> Rating {
        let law = try law(on: day)
        let verdict = try verdict(law, on: day)
        let tally = verdict.tally
        let contributions = items.indices.map { index in
            let item = items[index]
            return Contribution(
                indicator: item.indicator.code, title: item.indicator.title,
                event: item.event.id, occurredOn: item.event.occurredOn, points: item.points,
                counted: tally.counts[index].counted, expiresOn: item.expiresOn,
                note: Self.note(
                    item, tally.counts[index], marks[index], law.starts?.value, on: day),
                source: item.rule.provenance.citation)
        }
        return Rating(
            score: tally.score, band: verdict.band, basis: verdict.basis,
            start: StartScore(
                points: verdict.start.points, title: verdict.start.title,
                source: law.starts?.provenance.citation ?? ""),
            contributions: contributions, overrides: verdict.overrides, assignments: [],
            isUncertain: false)
    }

    /// How the points came about, where the figure alone does not tell.
    private static func note(
        _ item: Item, _ count: Tally.Count, _ mark: Mark, _ table: StartTable?, on day: CivilDate
    ) -> LocalText? {
        var en: [String] = []
        var zh: [String] = []
        if case .perUnit(let rule) = item.rule.value.points,
            item.event.quantity > 1 || item.points != rule.points
        {
            var product = "\(item.event.quantity) × \(rule.points)"
            var chinese = product
            if let cap = rule.capPerEvent, item.points != rule.points * item.event.quantity {
                product += ", capped at \(cap)"
                chinese += "，以 \(cap) 为限"
            }
            en.append(product)
            zh.append(chinese)
        }
        if !item.counts(on: day), let expiresOn = item.expiresOn {
            en.append("expired on \(expiresOn)")
            zh.append("已于 \(expiresOn) 失效")
        } else {
            let limits = limits(item, count, mark, table, on: day)
            en += limits.map(\.en)
            zh += limits.map(\.zh)
        }
        guard !en.isEmpty else { return nil }
        return LocalText(en: en.joined(separator: "; "), zh: zh.joined(separator: "；"))
    }

    /// What decay, caps, floor and ceiling took off, in that order.
    private static func limits(
        _ item: Item, _ count: Tally.Count, _ mark: Mark, _ table: StartTable?, on day: CivilDate
    ) -> [LocalText] {
        var notes: [LocalText] = []
        let percent = mark.course?.percent(on: day) ?? 100
        if item.counts(on: day), percent != 100 {
            notes.append(
                LocalText(
                    en: "\(percent)% by now: \(count.points)",
                    zh: "现按 \(percent)% 计：\(count.points)"))
        }
        if count.period != count.points, let cap = item.rule.value.course?.capPerPeriod {
            notes.append(
                LocalText(
                    en: "all of this indicator in one \(cap.period.rawValue) capped at \(cap.points)",
                    zh: "该指标每一\(cap.period.chinese)合计以 \(cap.points) 为限"))
        }
        if count.indicator != count.period, let cap = item.rule.value.capPerIndicator {
            notes.append(
                LocalText(
                    en: "all of this indicator together capped at \(cap)",
                    zh: "该指标合计以 \(cap) 为限"))
        }
        if count.capped != count.indicator,
            let group = table?.groups.first(where: { $0.code == item.rule.value.course?.group })
        {
            notes.append(
                LocalText(
                    en: "“\(group.title.en)” together capped at \(group.cap)",
                    zh: "“\(group.title.zh)”合计以 \(group.cap) 为限"))
        }
        if count.counted != count.capped {
            let isRise = item.points > .zero
            let edge = (isRise ? table?.ceiling : table?.floor)?.description ?? ""
            notes.append(
                LocalText(
                    en: "held at the \(isRise ? "ceiling" : "floor") of \(edge)",
                    zh: isRise ? "以上限 \(edge) 分为止" : "以下限 \(edge) 分为止"))
        }
        return notes
    }
}

extension CivilPeriod {
    fileprivate var chinese: String {
        switch self {
        case .year: "自然年"
        case .quarter: "季度"
        case .month: "自然月"
        }
    }
}
