// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

/// A rating for people, with everything that explains it.
struct RatingText {
    private let answer: RatingAnswer
    private let name: String
    private let language: Language

    init(_ answer: RatingAnswer, name: String, language: Language) {
        self.answer = answer
        self.name = name
        self.language = language
    }

    /// The band and the score, what they rest on, and the three times.
    var lines: [String] {
        var lines = ["\(name), \(answer.role.rawValue)", "  \(headline)"]
        lines += Self.explanation(of: answer.rating, indent: 2, in: language)
        lines += CounterfactualText.lines(of: answer.counterfactuals, in: language) {
            answer.names[$0] ?? "\($0)"
        }
        return lines + TextTable(["", ""], times.rows(in: language)).lines
    }

    /// The same without the party, and with the three times in one line, for a rating among
    /// others.
    var shortLines: [String] {
        ["  \(headline)"] + Self.explanation(of: answer.rating, indent: 2, in: language)
            + ["  \(times.line(in: language))"]
    }

    private var times: TimesText { TimesText(answer.asOf, answer.knownAt, answer.policy) }

    private var headline: String { Self.headline(of: answer.rating, in: language) }

    /// `A, 100 points (by score)`.
    static func headline(of rating: Rating, in language: Language) -> String {
        let band = rating.band?.text ?? language("no band", "无等级")
        let score = rating.score.map { language(", \($0) points", "，\($0) 分") } ?? ""
        let doubt =
            rating.isUncertain
            ? language("; the register leaves it open on this very day", "；名册未能确定当日等级") : ""
        return "\(band)\(score) (\(basis(rating.basis, in: language)))\(doubt)"
    }

    /// The start, each contribution, override and assigned band, each with its source.
    static func explanation(
        of rating: Rating, indent: Int, in language: Language
    ) -> [String] {
        var lines: [String] = []
        func add(_ text: String, _ source: String) {
            lines += ParagraphText.lines(text, indent: indent)
            lines += ParagraphText.lines(source, indent: indent + 4)
        }
        if let start = rating.start {
            let title = start.title.text(in: language)
            add(
                language("start \(start.points): \(title)", "起始 \(start.points) 分：\(title)"),
                start.source)
        }
        for item in rating.adjustments {
            let sign = item.points > .zero ? "+" : ""
            let title = item.title.text(in: language)
            add("\(sign)\(item.points) \(title) [\(item.note.text(in: language))]", item.source)
        }
        for item in rating.contributions { add(text(of: item, in: language), item.source) }
        for item in rating.scores {
            let title = item.title.text(in: language)
            add(
                language("score \(item.score): \(title)", "\(title)：\(item.score) 分"),
                item.source)
        }
        for item in rating.overrides {
            let until = item.until.map { language(" until \($0)", "，至 \($0)") } ?? ""
            let effect = text(of: item.effect, in: language)
            add("\(effect) \(item.band): \(item.title.text(in: language))\(until)", item.source)
        }
        for item in rating.assignments {
            let services =
                item.services.isEmpty
                ? "" : " + " + item.services.map(\.text).joined(separator: ", ")
            let since = item.assigned.text(in: language)
            add(
                language(
                    "\(item.route): \(item.band)\(services), assigned \(since)",
                    "\(item.route)：\(item.band)\(services)，评定于 \(since)"),
                item.source)
        }
        return lines
    }

    private static func text(of item: Contribution, in language: Language) -> String {
        let sign = item.counted > .zero ? "+" : ""
        let expiry =
            item.expiresOn.map { language("expires \($0)", "\($0) 失效") }
            ?? language("does not expire", "不失效")
        let whole =
            item.points == item.counted
            ? "" : language(" (of \(item.points))", "（原 \(item.points)）")
        let note = item.note.map { " [\($0.text(in: language))]" } ?? ""
        let what = "\(sign)\(item.counted)\(whole) \(item.title.text(in: language))\(note)"
        return language(
            "\(what): occurred \(item.occurredOn), \(expiry)",
            "\(what)：发生于 \(item.occurredOn)，\(expiry)")
    }

    private static func text(
        of effect: OverrideInForce.Effect, in language: Language
    ) -> String {
        switch effect {
        case .direct: language("direct", "直接判级")
        case .cap: language("cap", "封顶")
        case .floor: language("floor", "保底")
        }
    }

    private static func basis(_ basis: RatingBasis, in language: Language) -> String {
        switch basis {
        case .score: language("by score", "按信用分")
        case .override: language("by override", "直接判级")
        case .assigned: language("assigned by the authority", "由主管机关评定")
        case .none: language("nothing to rate by", "无评定依据")
        }
    }

    /// The contributions as a list.
    static func contributions(_ rating: Rating, in language: Language) -> Listing {
        let rows = rating.contributions.map { item in
            [
                item.indicator.text, item.title.text(in: language), "\(item.event)",
                "\(item.occurredOn)", "\(item.points)", "\(item.counted)",
                item.expiresOn.map { "\($0)" } ?? "", item.source,
            ]
        }
        return Listing(
            columns: [
                "indicator", "title", "event", "occurredOn", "points", "counted", "expiresOn",
                "source",
            ],
            rows: rows, json: [])
    }
}
