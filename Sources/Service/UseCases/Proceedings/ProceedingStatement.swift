// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
public import Policy

/// What somebody states with a move of a proceeding.
public struct ProceedingStatement: Sendable {
    /// In what the move is to end; nil where that is not told.
    public let outcome: OutcomeCode?
    /// Facts of the notice, and days.
    public let facts: [JSONValue.Member]
    /// Free texts by the names of their fields; they are sealed.
    public let texts: [(field: String, text: String)]
    /// Documents, by their SHA-256.
    public let evidence: [Digest32]
    /// What is decided of the measures of the events; nil where nothing is told.
    public let decisions: [EventID: [MeasureDecision]]?

    /// Tells what is stated.
    public init(
        outcome: OutcomeCode? = nil, facts: [JSONValue.Member] = [],
        texts: [(field: String, text: String)] = [], evidence: [Digest32] = [],
        decisions: [EventID: [MeasureDecision]]? = nil
    ) {
        self.outcome = outcome
        self.facts = facts
        self.texts = texts
        self.evidence = evidence
        self.decisions = decisions
    }

    /// The move as the rules see it, without the texts themselves.
    func asked(_ move: MoveCode) -> ProceedingAsked {
        ProceedingAsked(
            move: move, outcome: outcome, facts: facts, texts: texts.map(\.field),
            evidence: evidence, decisions: decisions)
    }
}
