// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Service

extension EventOutcome {
    /// The event just after something was done to it, with the rating it leaves.
    public var json: JSONValue {
        .object(present: [
            ("event", JSONValue(text: event)),
            ("entry", .integer(knownAt.entry.value)),
            ("state", .string(state.rawValue)),
            ("reaches", reaches.isEmpty ? nil : .array(reaches.map(\.shown))),
            ("rating", rating.map(brief) ?? .null),
            // Sanctions are proposed by cases of due process, which are not opened here yet.
            ("proposals", []),
            ("knownAt", knownAt.json),
        ])
    }

    /// The answer to one line of a batch; line number and key stand before it.
    func lineJSON(isReplay: Bool) -> JSONValue {
        .object([
            .init("status", 201),
            .init("event", JSONValue(text: event)),
            .init("entry", .integer(knownAt.entry.value)),
            .init("score", rating?.step.score.map { JSONValue($0) } ?? .null),
            .init("band", .orNull(rating?.step.band)),
            .init("replayed", .bool(isReplay)),
        ])
    }

    /// The rating without what explains it: that a party can ask for apart, and it may be long.
    private func brief(_ rating: BriefRating) -> JSONValue {
        [
            "party": ["id": JSONValue(text: party)],
            "role": .string(rating.role.rawValue),
            "score": rating.step.score.map { JSONValue($0) } ?? .null,
            "band": .orNull(rating.step.band),
            "basis": .string(rating.step.basis.rawValue),
            "overrides": .array(rating.step.overrides.map { JSONValue(text: $0) }),
            "asOf": JSONValue(text: rating.step.from),
            "knownAt": KnownAt(entry: rating.entry, at: rating.recordedAt).json,
            "policy": rating.policy.json,
        ]
    }
}
