// SPDX-License-Identifier: Apache-2.0

import API
import Domain
import Foundation
import Service

/// A file of eligibility questions, answered in order.
struct CheckBatch {
    let path: String
    let output: OutputOptions

    static let columns = [
        "line", "key", "outcome", "party", "role", "route", "band", "score", "reasons", "asOf",
        "validUntil", "knownAt", "policy",
    ]
    /// How many questions are asked at a time.
    private static let groupCount = 1_000

    private struct Counts {
        var questions = 0
        var ineligible = 0
        var faulty = 0
    }

    /// Answers every line, then ends as the answers demand.
    ///
    /// - Throws: `Failure`.
    func run(_ data: DataOptions) async throws {
        let lines = try CheckQuestion.lines(of: path)
        let (output, language) = (output, output.language)
        let counts = try await Session.run(data) { registry in
            var counts = Counts()
            for start in stride(from: 0, to: lines.count, by: Self.groupCount) {
                try Task.checkCancellation()
                let group = lines[start..<min(start + Self.groupCount, lines.count)]
                let questions = group.map { CheckQuestion($0) }
                let answers = try await Self.answers(to: questions, from: registry)
                try Self.write(
                    zip(questions, answers).map { ($0, $1) }, as: output.format,
                    withColumns: start == 0, in: language, &counts)
            }
            return counts
        }
        Console.note(
            "\(counts.questions.grouped) questions, \(counts.ineligible.grouped) ineligible, "
                + "\(counts.faulty.grouped) that could not be answered.")
        if counts.faulty > 0 { throw Failure(code: .input, text: nil) }
        if counts.ineligible > 0 { throw Failure.answeredNo }
    }

    private static func answers(
        to questions: [CheckQuestion], from registry: Registry
    ) async throws -> [Result<EligibilityAnswer, any Error>] {
        let sound = questions.compactMap { try? $0.question.get() }
        var answers = try await registry.checkEligibility(all: sound, by: .local)[...]
        return questions.map { question in
            switch question.question {
            case .success: answers.popFirst() ?? .failure(Refusal.unavailable)
            case .failure(let error): .failure(error)
            }
        }
    }

    private static func write(
        _ answers: [(CheckQuestion, Result<EligibilityAnswer, any Error>)],
        as format: OutputOptions.Format, withColumns: Bool, in language: Language,
        _ counts: inout Counts
    ) throws {
        var rows: [[String]] = []
        for (question, result) in answers {
            counts.questions += 1
            switch result {
            case .success(let answer):
                if answer.decision.outcome == .ineligible { counts.ineligible += 1 }
                rows.append(row(answer, line: question.line, key: question.key, in: language))
                if format == .json {
                    Console.write(question.labelled(try answer.json(in: language)))
                }
            case .failure(let error):
                counts.faulty += 1
                let words = CheckQuestion.words(for: error, in: language)
                rows.append(
                    [String(question.line), question.key ?? "", "error"]
                        + Array(repeating: "", count: 5) + [words]
                        + Array(repeating: "", count: 4))
                if format == .json {
                    Console.write(question.labelled(error, in: language))
                }
            }
        }
        switch format {
        case .json: break
        case .csv:
            if withColumns { Console.write(CommaSeparated.line(columns)) }
            rows.forEach { Console.write(CommaSeparated.line($0)) }
        case .table:
            let shown = [0, 1, 2, 3, 5, 6, 8]
            let headings = shown.map { withColumns ? columns[$0].uppercased() : "" }
            TextTable(headings, rows.map { row in shown.map { row[$0] } }, numbers: [0])
                .lines.forEach { Console.write($0) }
        }
    }

    /// An answer as a row under `columns`.
    static func row(
        _ answer: EligibilityAnswer, line: Int, key: String?, in language: Language
    ) -> [String] {
        let decision = answer.decision
        return [
            String(line), key ?? "", decision.outcome.rawValue,
            answer.party.map { "\($0)" } ?? "", answer.request.role.rawValue,
            answer.request.route.text, decision.band?.text ?? "",
            decision.score.map { "\($0)" } ?? "",
            decision.reasons.map(\.code.rawValue).joined(separator: " "),
            "\(answer.request.asOf)", decision.validUntil.map { "\($0)" } ?? "",
            "\(answer.knownAt.entry)", "\(answer.policy.code)@\(answer.policy.version)",
        ]
    }
}
