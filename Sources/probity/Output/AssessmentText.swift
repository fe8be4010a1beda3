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
        let bearer =
            switch (measure.bearer, language) {
            case (.party, _): ""
            case (.responsiblePerson, .en): " for each responsible person"
            case (.responsiblePerson, .zh): "（直接责任人员）"
            }
        return (size.isEmpty ? title : "\(title): \(size)") + bearer + (until ?? "")
            + " (\(measure.source))"
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
        case .permanent: language == .zh ? "永久" : "permanent"
        }
    }
}
