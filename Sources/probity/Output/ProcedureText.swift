// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Policy
import Scoring
import Service

/// Duties, displays and repairs of a calculation as lines for people.
enum ProcedureText {
    static func lines(of answer: CalculationAnswer, in language: Language) -> [String] {
        answer.duties.map { text(of: $0, in: language) }
            + answer.displays.map { term in
                text(of: term, answer.names[term.event] ?? "", in: language)
            }
            + answer.repairs.map { standing in
                text(of: standing, answer.names[standing.event] ?? "", in: language)
            }
    }

    private static func text(of duty: DutyStanding, in language: Language) -> String {
        let title = duty.title.text(in: language)
        let late = duty.daysLate.map { count in
            language == .zh ? "，迟 \(count) 天" : ", \(count) \(count == 1 ? "day" : "days") late"
        }
        let raised = duty.raised.map { "; \($0.indicator) × \($0.quantity)" }
        let due = language == .zh ? "截止 \(duty.lastDay)" : "due \(duty.lastDay)"
        return "  \(duty.filing): \(title), \(due), \(duty.state.rawValue)"
            + (late ?? "") + (raised ?? "") + " (\(duty.source))"
    }

    private static func text(
        of term: DisplayTerm, _ event: String, in language: Language
    ) -> String {
        let title = term.title.text(in: language)
        let days =
            switch (term.from, term.until, language) {
            case (let from?, let until?, .en): "displayed from \(from), no longer on \(until)"
            case (let from?, let until?, .zh): "自 \(from) 起公示，\(until) 起不再公示"
            case (_, _, .en): "not displayed"
            case (_, _, .zh): "不公示"
            }
        return "  \(event): \(title), \(days) (\(term.trace.source))"
    }

    private static func text(
        of standing: RepairStanding, _ event: String, in language: Language
    ) -> String {
        let title = standing.title.text(in: language)
        let from = standing.earliestOn.map {
            language == .zh ? "，最早 \($0) 申请" : ", not before \($0)"
        }
        let percent = standing.percent.map { ", \($0) %" }
        return "  \(event): \(title), \(standing.state.rawValue)" + (from ?? "")
            + (percent ?? "") + " (\(standing.source))"
    }
}
