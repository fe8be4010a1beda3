// SPDX-License-Identifier: Apache-2.0

import Domain
import Intake
import Service

/// What came of an import, for people.
struct ImportText {
    private let report: ImportReport
    private let elapsed: Duration
    /// How many names a list shows before it only counts.
    private static let namesMax = 5

    init(_ report: ImportReport, elapsed: Duration) {
        self.report = report
        self.elapsed = elapsed
    }

    /// The lines; with `isListed` the rows that were doubtful or refused are named, the first few.
    func lines(isListed: Bool) -> [String] {
        let title = "Edition of \(report.date)"
        if report.isKnown {
            return ["\(title): already imported as entry \(report.entry); nothing written."]
        }
        var lines = ["\(title)\(report.previous.map { ", compared with \($0)" } ?? "")"]
        lines += TextTable(["", "", ""], facts).lines
        if isListed { lines += doubts }
        return lines
    }

    private var facts: [[String]] {
        let totals = report.totals
        var rows = [
            [
                "  rows", totals.rows.grouped,
                "\(totals.accepted.grouped) accepted, \(totals.repaired.grouped) repaired, "
                    + "\(totals.duplicates.grouped) duplicate, \(totals.doubtful.grouped) "
                    + "doubtful, \(totals.refused.grouped) refused",
            ],
            [
                "  sponsors", totals.sponsors.grouped,
                "\(report.newSponsors.grouped) new, \(report.departed.count.grouped) left",
            ],
            [
                "  licences", totals.licences.grouped,
                "\(report.granted.grouped) granted, \(report.returned.grouped) returned, "
                    + "\(report.left.grouped) left",
            ],
            ["  ratings", report.ratingChanges.count.grouped, "changed"],
        ]
        for change in report.ratingChanges {
            rows.append(["", "", "  \(change.text)"])
        }
        rows.append(["  services", report.serviceChanges.grouped, "changed; they are no ratings"])
        if let names = report.departed.namesText(max: Self.namesMax) {
            rows.append(["  left", report.departed.count.grouped, names])
        }
        rows.append(["  took", elapsed.text, "\(rate.grouped) rows/s; entry \(report.entry)"])
        return rows
    }

    private var doubts: [String] {
        let doubtful = report.rows.filter { row in
            switch row.outcome {
            case .doubtful, .refused: true
            case .accepted, .repaired, .duplicate: false
            }
        }
        var lines = doubtful.prefix(Self.namesMax).map { "  \($0)" }
        if doubtful.count > Self.namesMax {
            lines.append(
                "  … and \((doubtful.count - Self.namesMax).grouped) more; "
                    + "--report FILE lists every row")
        }
        return lines
    }

    private var rate: Int64 {
        let milliseconds = max(1, elapsed.wholeMilliseconds)
        return Int64(report.totals.rows) * 1_000 / milliseconds
    }
}

extension ImportReport.RatingChange {
    /// `Armscare Limited (Norwich), skilled-worker: B → A`.
    var text: String {
        "\(shownName(name, town)), \(route): \(before?.text ?? "none") → \(after)"
    }
}

extension [ImportReport.Departure] {
    /// A few names and how many more; nil when there are none.
    func namesText(max count: Int) -> String? {
        guard !isEmpty else { return nil }
        let named = filter { $0.name != nil }.prefix(count)
        let names = named.map { shownName($0.name, $0.town) }.joined(separator: "; ")
        let more = self.count - named.count
        return more > 0 ? "\(names) … and \(more.grouped) more" : names
    }
}

/// A name and a town as they are shown; the name of a natural person is not.
func shownName(_ name: String?, _ town: String?) -> String {
    guard let name else { return "a natural person" }
    guard let town, !town.isEmpty else { return name }
    return "\(name) (\(town))"
}

extension Duration {
    /// Milliseconds, rounded down.
    var wholeMilliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }

    /// `840 ms`, `9.6 s`, `2 min 5 s`.
    var text: String {
        let milliseconds = wholeMilliseconds
        if milliseconds < 1_000 { return "\(milliseconds) ms" }
        if milliseconds < 60_000 {
            return "\(milliseconds / 1_000).\(milliseconds % 1_000 / 100) s"
        }
        return "\(milliseconds / 60_000) min \(milliseconds % 60_000 / 1_000) s"
    }
}
