// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

/// Questions about eligibility, one a line.
struct EligibilityBatch: Sendable {
    let registry: Registry
    let principal: Principal
    let language: Language

    /// The batch that answers them, a thousand with one query.
    func lines(requestID: String) -> LineBatch<EligibilityQuestion> {
        LineBatch(language: language, requestID: requestID) { reader, _ in
            EligibilityInput.read(&reader)
        } answer: { questions in
            do {
                let answers = try await registry.checkEligibility(all: questions, by: principal)
                return zip(questions, answers).map { question, answer in
                    answer.map { $0.bytes(in: language) }.mapError {
                        Refusal.naming([("/asOf", question.asOf)], in: $0)
                    }
                }
            } catch {
                return questions.map { _ in .failure(error) }
            }
        }
    }
}
