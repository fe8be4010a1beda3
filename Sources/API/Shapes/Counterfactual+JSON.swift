// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain

extension Counterfactual {
    /// The change; `name` stands for its event where that is none of the register's.
    func json(event name: String? = nil) -> JSONValue {
        .object([
            .init("action", .string(action.rawValue)),
            .init("event", .orNull(name ?? event?.description)),
            .init("fact", fact.map { .object([$0]) } ?? .null),
            .init("share", percent.map { JSONValue(share: $0) } ?? .null),
            .init("by", .orNull(by)),
            .init("on", JSONValue(text: on)),
            .init("score", score.map { JSONValue($0) } ?? .null),
            .init("band", JSONValue(text: band)),
        ])
    }
}

extension RatingReason {
    /// Code, title, points and source.
    func json(in language: Language) -> JSONValue {
        .object([
            .init("code", .string(code)), .init("title", .string(title.text(in: language))),
            .init("points", points.map { JSONValue($0) } ?? .null),
            .init("source", .string(source)),
        ])
    }
}
