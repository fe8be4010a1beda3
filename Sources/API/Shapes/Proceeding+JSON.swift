// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Service

extension ProceedingView {
    /// The proceeding with its state of today, what comes of itself, its moves and those that are
    /// open.
    func json(in language: Language) -> JSONValue {
        let turn = record.turn(on: today)
        return .object([
            .init("id", JSONValue(text: record.id)),
            .init("kind", .string(record.kind.rawValue)),
            .init("proceeding", JSONValue(text: record.code)),
            .init("regime", JSONValue(text: record.regime)),
            .init("party", JSONValue(text: party)),
            .init("role", .string(record.role.rawValue)),
            .init("authority", .orNull(record.authority)),
            .init("events", .array(record.events.map { JSONValue(text: $0) })),
            .init("openedOn", JSONValue(text: record.openedOn)),
            .init("asOf", JSONValue(text: today)),
            .init("state", .orNull(turn?.state)),
            .init("final", .bool(turn?.isFinal ?? false)),
            .init("dueOn", .orNull(turn?.dueOn)),
            .init("next", .array(record.turns.filter { $0.from > today }.map(\.shown))),
            .init("days", .array(record.moves.flatMap(\.days).map(\.shown))),
            .init("moves", .array(record.moves.map { shown($0) })),
            .init("open", .array(open.map { $0.json(in: language) })),
        ])
    }

    private func shown(_ move: ProceedingMove) -> JSONValue {
        let texts = move.texts.filter { isForOfficers || !$0.isInternal }.map { text in
            JSONValue.Member(
                text.field, self.texts[text.text.text].map { .string($0) } ?? .null)
        }
        let maker: JSONValue = .object(present: [
            ("role", .string(move.actor.role.rawValue)),
            ("authority", move.actor.authority.map { JSONValue(text: $0) }),
            (
                "token",
                isForOfficers ? move.actor.token.map { JSONValue(text: $0) } : nil
            ),
        ])
        return .object([
            .init("move", JSONValue(text: move.name)),
            .init("outcome", .orNull(move.outcome)),
            .init("on", JSONValue(text: move.day)),
            .init("by", maker),
            .init("state", JSONValue(text: move.state)),
            .init("facts", .object(move.facts)),
            .init("texts", .object(texts)),
            .init("evidence", .array(move.evidence.map { .string("sha256:\($0)") })),
            .init("measures", .array(move.measures.map(\.shown))),
        ])
    }
}

extension ProceedingLapse {
    fileprivate var shown: JSONValue {
        [
            "from": JSONValue(text: from), "state": JSONValue(text: state),
            "final": .bool(isFinal), "dueOn": .orNull(dueOn),
        ]
    }
}

extension ProceedingDay {
    fileprivate var shown: JSONValue {
        [
            "clock": JSONValue(text: clock), "step": .string(step), "day": JSONValue(text: day),
            "provisional": .bool(isProvisional),
        ]
    }
}

extension ProceedingMeasure {
    fileprivate var shown: JSONValue {
        .object(
            [.init("kind", .string(kind.rawValue)), .init("bearer", .string(bearer.rawValue))]
                + size.members)
    }
}

extension OpenMove {
    fileprivate func json(in language: Language) -> JSONValue {
        [
            "move": JSONValue(text: name), "title": .string(title.text(in: language)),
            "by": .array(makers.map { .string($0.rawValue) }), "from": .orNull(from),
            "until": .orNull(until), "needs": .array(needs.map { .string($0) }),
            "outcomes": .array(outcomes.map { JSONValue(text: $0) }),
        ]
    }
}
