// SPDX-License-Identifier: Apache-2.0

import API
import Domain
import Policy
import Service

/// What a version of the law would do, for people.
struct SimulationText {
    private let answer: PolicySimulationAnswer
    private let language: Language

    init(_ answer: PolicySimulationAnswer, language: Language) {
        self.answer = answer
        self.language = language
    }

    /// The two versions, the matrix of bands for each role, the groups, the measures, and the
    /// movers.
    var lines: [String] {
        [heading, summary] + matrices + groups + measures + movers
    }

    private var heading: String {
        let names = [answer.draft, answer.against].map { "\($0.code)@\($0.version)" }
        return language(
            "\(names[0]) beside \(names[1]) on \(answer.asOf), known at entry "
                + "\(answer.knownAt.entry)",
            "\(answer.asOf)：\(names[0]) 对比 \(names[1])，截至条目 \(answer.knownAt.entry)")
    }

    private var summary: String {
        let counts = (answer.ratingCount.grouped, answer.movedCount.grouped)
        let failures =
            answer.failureCount == 0
            ? ""
            : language(
                "; \(answer.failureCount.grouped) cannot be rated",
                "；\(answer.failureCount.grouped) 个无法评定")
        return language(
            "\(counts.0) ratings, \(counts.1) move to another band\(failures)",
            "共 \(counts.0) 个评级，\(counts.1) 个等级变动\(failures)")
    }

    /// Bands before down the side, bands after along the top.
    private var matrices: [String] {
        let counts = answer.ways[.all] ?? [:]
        let roles = Set(counts.keys.map(\.role)).sorted { $0.rawValue < $1.rawValue }
        return roles.flatMap { role -> [String] in
            let own = counts.filter { $0.key.role == role }
            let ways = answer.inOrder(own)
            let before = unique(ways.map(\.way.before))
            let after = unique(
                answer.ranks.sorted { $0.value < $1.value }.map(\.key)
                    .filter { band in ways.contains { $0.way.after == band } }
                    + ways.map(\.way.after))
            let rows = before.map { band in
                [Self.name(band)]
                    + after.map { then in
                        let way = PolicySimulationAnswer.Way(
                            role: role, before: band, after: then)
                        return own[way].map(\.grouped) ?? "·"
                    }
            }
            let corner = language("\(role.rawValue), from ↓ to →", "\(role.rawValue)，由↓至→")
            return [""]
                + TextTable(
                    [corner] + after.map(Self.name), rows, numbers: Set(1...max(1, after.count))
                ).lines
        }
    }

    private var groups: [String] {
        let rows = answer.ways.keys.filter { $0 != .all }.sorted().map { group in
            [group.dimension, group.value.isEmpty ? "–" : group.value]
                + ["better", "worse", "same", "other"].map {
                    answer.total($0, of: group).grouped
                }
        }
        guard !rows.isEmpty else { return [] }
        let columns = language(
            "BY,VALUE,BETTER,WORSE,SAME,OTHER", "按,值,变好,变差,不变,其他"
        ).split(separator: ",").map(String.init)
        return [""] + TextTable(columns, rows, numbers: [2, 3, 4, 5]).lines
    }

    /// Measures before and after: in all, then of each group.
    private var measures: [String] {
        let rows = answer.measures.keys.sorted().flatMap { group -> [[String]] in
            answer.inOrder(group).map { key, change -> [String] in
                [
                    group.dimension, group.value.isEmpty ? "–" : group.value,
                    key.bearer == .party ? key.kind.rawValue : "\(key.kind) (\(key.bearer))",
                    change.before.count.grouped, change.after.count.grouped,
                    amount(of: change.before, in: answer.currencies.before),
                    amount(of: change.after, in: answer.currencies.after),
                ]
            }
        }
        guard !rows.isEmpty else { return same }
        let columns = language(
            "BY,VALUE,MEASURE,BEFORE,AFTER,AMOUNT BEFORE,AMOUNT AFTER",
            "按,值,措施,之前,之后,之前金额,之后金额"
        ).split(separator: ",").map(String.init)
        let unweighed =
            answer.unweighedCount == 0
            ? []
            : [
                language(
                    "\(answer.unweighedCount.grouped) notices cannot be weighed",
                    "\(answer.unweighedCount.grouped) 份决定无法评估")
            ]
        return same + [""] + TextTable(columns, rows, numbers: [3, 4, 5, 6]).lines + unweighed
    }

    /// Of whom the same measures follow, so that they are not listed.
    private var same: [String] {
        var lines: [String] = []
        if answer.assessesAlike {
            lines.append(
                language(
                    "The law of measures is the same in both: the same measures follow.",
                    "两版的措施规定相同：措施不变。"))
        }
        if answer.leftOutCount > 0 {
            lines.append(
                language(
                    "The change bears on no event of \(answer.leftOutCount.grouped) ratings with "
                        + "measures: the same follow, and are not listed.",
                    "\(answer.leftOutCount.grouped) 个有措施的评级不涉及此次修改：措施不变，未列出。"))
        }
        return lines.isEmpty ? [] : [""] + lines
    }

    private func amount(
        of sum: PolicySimulationAnswer.MeasureSum, in currency: String
    ) -> String {
        guard let amounts = answer.amounts(sum, in: currency) else { return "–" }
        let (least, most) = amounts
        return least == most ? most.description : "\(least.amount)–\(most)"
    }

    private var movers: [String] {
        guard !answer.movers.isEmpty else { return [] }
        let rows = answer.movers.map { mover in
            [
                mover.party.description, mover.role.rawValue, Self.text(of: mover.before),
                Self.text(of: mover.after), mover.reason,
            ]
        }
        let columns = language(
            "PARTY,ROLE,BEFORE,AFTER,WHY", "主体,角色,之前,之后,原因"
        ).split(separator: ",").map(String.init)
        return [""] + TextTable(columns, rows).lines
    }

    private func unique(_ bands: [BandCode?]) -> [BandCode?] {
        var seen: Set<BandCode?> = []
        return bands.filter { seen.insert($0).inserted }
    }

    private static func name(_ band: BandCode?) -> String { band?.text ?? "–" }

    private static func text(of step: RatingStep) -> String {
        let score = step.score.map { " \($0)" } ?? ""
        return name(step.band) + score
    }
}
