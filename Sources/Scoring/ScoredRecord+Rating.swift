// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

extension ScoredRecord {
    /// The whole rating of one day, explained.
    func rating(on day: CivilDate) throws(PolicyError) -> Rating {
        let law = try law(on: day)
        let verdict = try verdict(law, on: day)
        let tally = verdict.tally
        let edges = EdgeWords(law.starts?.value)
        let contributions = items.indices.map { index in
            let item = items[index]
            return Contribution(
                indicator: item.indicator.code, title: item.indicator.title,
                event: item.event, occurredOn: item.days.occurredOn,
                points: item.bringing?.whole ?? item.points,
                counted: tally.counts[index].counted, expiresOn: item.expiresOn,
                note: verdict.footing.takes(marks[index].indicator)
                    ? note(
                        item, tally.counts[index], marks[index], law.starts?.value, edges, on: day)
                    : LocalText(en: "counts in another score", zh: "计入其他信用分"),
                source: item.rule.provenance.citation,
                share: item.origin?.event.share ?? EventRecord.wholeShare,
                sharing: item.origin?.event.sharing, undertaking: item.origin?.event.undertaking)
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
        _ item: Item, _ count: Tally.Count, _ mark: Mark, _ table: StartTable?,
        _ edges: EdgeWords, on day: CivilDate
    ) -> LocalText? {
        var note: LocalText?
        if let choice = item.bringing?.choice {
            note = choice.note(from: item.rule.validity.from)
        }
        if case .perUnit(let rule) = item.rule.value.points,
            item.quantity > 1 || item.rule.value.points.points(quantity: 1) != rule.points
        {
            var product = "\(item.quantity) × \(rule.points)"
            var chinese = product
            let whole = item.rule.value.points.points(quantity: item.quantity)
            if let cap = rule.capPerEvent, whole != rule.points * item.quantity {
                product += ", capped at \(cap)"
                chinese += "，以 \(cap) 为限"
            }
            note = note.followed(by: LocalText(en: product, zh: chinese))
        }
        if let weighed = item.bringing?.weighed { note = note.followed(by: weighed.note) }
        if let words = item.bringing?.adjusted?.words { note = note.followed(by: words) }
        if let words = item.origin.flatMap({ SharingWords($0.event) }) {
            note = note.followed(by: LocalText(en: words.en, zh: words.zh))
        }
        if !item.counts(on: day), let expiresOn = item.expiresOn {
            return note.followed(
                by: LocalText(en: "expired on \(expiresOn)", zh: "已于 \(expiresOn) 失效"))
        }
        for limit in limits(item, count, mark, table, edges, on: day) {
            note = note.followed(by: limit)
        }
        return note
    }
}

extension LocalText? {
    /// Most notes say one thing, and are not put together.
    fileprivate func followed(by next: LocalText) -> LocalText {
        map { LocalText(en: "\($0.en); \(next.en)", zh: "\($0.zh)；\(next.zh)") } ?? next
    }
}
