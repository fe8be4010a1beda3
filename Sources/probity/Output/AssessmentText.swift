// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Policy
import Service

/// Weights, measures and clocks of a calculation as lines for people.
enum AssessmentText {
    static func lines(of answer: CalculationAnswer, in language: Language) -> [String] {
        var lines: [String] = []
        for assessment in answer.notice.assessments {
            let name = answer.names[assessment.event] ?? ""
            if let justification = assessment.justification {
                lines.append("  \(name): \(justification.text(in: language))")
                continue
            }
            let event = answer.assessed.first { $0.id == assessment.event }
            let weight = event.flatMap { answer.weight(of: $0) }
            let points = weight.map { language == .zh ? " \($0) 分" : " \($0) points" }
            lines.append("  \(name):\(points ?? "")")
            lines += assessment.measures.map { "    \(text(of: $0, in: language))" }
            let word = language == .zh ? "可另处" : "may be imposed"
            lines += assessment.allowed.map { "    \(word): \(text(of: $0, in: language))" }
        }
        for total in answer.notice.totals {
            let imposed = text(of: total.imposed, in: language)
            let until = total.shownUntil.map { language == .zh ? "，至 \($0)" : ", until \($0)" }
            let word = language == .zh ? "合计" : "total"
            let size = imposed.isEmpty ? "" : ": \(imposed)"
            lines.append("  \(word) \(total.kind.rawValue)\(size)\(until ?? "")")
        }
        for (notice, run) in answer.clocks {
            let days = run.steps.map { "\($0.title.text(in: language)) \($0.day)" }
            lines.append("  \(notice) (\(run.clock)): \(days.joined(separator: "; "))")
        }
        return lines + ProcedureText.lines(of: answer, in: language)
    }

    private static func text(of measure: Measure, in language: Language) -> String {
        let size = text(of: measure.size, in: language)
        let until = measure.shownUntil.map { language == .zh ? "，至 \($0)" : ", until \($0)" }
        let title = measure.title.text(in: language)
        let bearer = text(of: measure.bearer, measure.bearerTitle, in: language)
        return (size.isEmpty ? title : "\(title): \(size)") + bearer + (until ?? "")
            + " (\(measure.source))"
    }

    private static func text(
        of bearer: MeasureRule.Bearer, _ title: LocalText?, in language: Language
    ) -> String {
        switch (bearer, language) {
        case (.party, _): ""
        case (.responsiblePerson, .en): " for each responsible person"
        case (.responsiblePerson, .zh): "（直接责任人员）"
        case (.nominee, .en): " for the nominee"
        case (.nominee, .zh): "（被保荐人）"
        case (.other, .en): title.map { " for the \($0.en)" } ?? ""
        case (.other, .zh): title.map { "（\($0.zh)）" } ?? ""
        }
    }

    private static func text(
        of range: Measure.TimeRange, in language: Language
    ) -> String {
        guard let most = range.most else { return language == .zh ? "无上限" : "without limit" }
        let upper = text(of: most, range.unit, in: language)
        guard range.least > 0 else { return language == .zh ? "最长 \(upper)" : "up to \(upper)" }
        return "\(range.least) – \(upper)"
    }

    private static func text(
        of count: Int, _ unit: LawTable.Result, in language: Language
    ) -> String {
        switch (language, unit) {
        case (.zh, .years): "\(count) 年"
        case (.zh, .months): "\(count) 个月"
        case (.zh, _): "\(count) 天"
        case (.en, _): "\(count) \(count == 1 ? String(unit.rawValue.dropLast()) : unit.rawValue)"
        }
    }

    private static func text(of size: Measure.Size, in language: Language) -> String {
        switch size {
        case .none: ""
        case .amount(let money): money.description
        case .range(let least, let most, let guideline):
            "\(least.amount) – \(most)" + (guideline.map { " (\($0.amount))" } ?? "")
        case .time(let count, let unit): text(of: count, unit, in: language)
        case .timeRange(let range): text(of: range, in: language)
        case .permanent: language == .zh ? "永久" : "permanent"
        }
    }
}
