// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Service

extension EventOutcome {
    /// The event just after something was done to it, with the rating it leaves.
    public func json(in language: Language) -> JSONValue {
        .object([
            .init("event", JSONValue(text: event.id)),
            .init("entry", .integer(knownAt.entry.value)),
            .init("state", .string(event.state.rawValue)),
            .init("rating", rating?.json(in: language) ?? .null),
            // No enacted law proposes sanctions yet.
            .init("proposals", []),
            .init("knownAt", knownAt.json),
        ])
    }

    /// The answer to one line of a batch; line number and key stand before it.
    func lineJSON(isReplay: Bool) -> JSONValue {
        .object([
            .init("status", 201),
            .init("event", JSONValue(text: event.id)),
            .init("entry", .integer(knownAt.entry.value)),
            .init("score", rating?.rating.score.map { JSONValue($0) } ?? .null),
            .init("band", .orNull(rating?.rating.band)),
            .init("replayed", .bool(isReplay)),
        ])
    }
}
