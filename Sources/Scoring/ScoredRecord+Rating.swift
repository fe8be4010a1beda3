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
                note: verdict.footing.takes(marks[index].indicator)
                    ? note(
                        item, tally.counts[index], marks[index], law.starts?.value, on: day)
                    : LocalText(en: "counts in another score", zh: "计入其他信用分"),
                source: item.rule.provenance.citation, share: item.event.share,
                sharing: item.event.sharing, undertaking: item.event.undertaking)
        }
        return Rating(
            score: tally.score, band: verdict.band, basis: verdict.basis,
            start: StartScore(
                points: verdict.footing.opening.start.points,
                title: verdict.footing.opening.start.title,
                source: law.starts?.provenance.citation ?? ""),
            contributions: contributions, overrides: verdict.overrides, assignments: [],
            isUncertain: false, adjustments: verdict.footing.opening.adjustments,
            scores: verdict.scores)
    }

    /// How the points came about, where the figure alone does not tell.
    private func note(
        _ item: Item, _ count: Tally.Count, _ mark: Mark, _ table: StartTable?, on day: CivilDate
    ) -> LocalText? {
        var notes: [LocalText] = []
        if let choice = item.bringing?.choice {
            notes.append(choice.note(from: item.rule.validity.from))
        }
        if case .perUnit(let rule) = item.rule.value.points,
            item.event.quantity > 1 || item.rule.value.points.points(quantity: 1) != rule.points
        {
            var product = "\(item.event.quantity) × \(rule.points)"
            var chinese = product
            let whole = item.rule.value.points.points(quantity: item.event.quantity)
            if let cap = rule.capPerEvent, whole != rule.points * item.event.quantity {
                product += ", capped at \(cap)"
                chinese += "，以 \(cap) 为限"
            }
            notes.append(LocalText(en: product, zh: chinese))
        }
        if let weighed = item.bringing?.weighed { notes.append(weighed.note) }
        if let words = item.bringing?.adjusted?.words {
            notes.append(LocalText(en: words.en, zh: words.zh))
        }
        if let words = SharingWords(item.event) {
            notes.append(LocalText(en: words.en, zh: words.zh))
        }
        if !item.counts(on: day), let expiresOn = item.expiresOn {
            notes.append(
                LocalText(en: "expired on \(expiresOn)", zh: "已于 \(expiresOn) 失效"))
        } else {
            notes += limits(item, count, mark, table, on: day)
        }
        guard !notes.isEmpty else { return nil }
        return LocalText(
            en: notes.map(\.en).joined(separator: "; "),
            zh: notes.map(\.zh).joined(separator: "；"))
    }
}
