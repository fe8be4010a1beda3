// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

extension RatingSimulationAnswer {
    /// Both ratings whole, and what is different in the second.
    func json(in language: Language) -> JSONValue {
        .object([
            .init("before", before.json(in: language)),
            .init("after", after.json(in: language)),
            .init("difference", difference),
        ])
    }

    private var difference: JSONValue {
        var points: JSONValue = .null
        if let score = before.rating.score, let then = after.rating.score {
            points = JSONValue(then - score)
        }
        let direction = isBetter.map { $0 ? "better" : "worse" } ?? "other"
        let isSame = before.rating.band == after.rating.band
        return .object([
            .init("score", points),
            .init("band", .string(isSame ? "same" : direction)),
            .init("contributions", .array(contributions)),
            .init("overridesBegun", codes(of: after.rating, without: before.rating)),
            .init("overridesEnded", codes(of: before.rating, without: after.rating)),
        ])
    }

    /// The events of which something else counts.
    private var contributions: [JSONValue] {
        var counted: [EventID: (before: Points, after: Points)] = [:]
        for item in before.rating.contributions { counted[item.event] = (item.counted, .zero) }
        for item in after.rating.contributions {
            counted[item.event, default: (.zero, .zero)].after = item.counted
        }
        return counted.filter { $0.value.before != $0.value.after }.sorted { $0.key < $1.key }
            .map { event, points in
                .object([
                    .init("event", .string(after.names[event] ?? event.description)),
                    .init("before", JSONValue(points.before)),
                    .init("after", JSONValue(points.after)),
                ])
            }
    }

    private func codes(of rating: Rating, without other: Rating) -> JSONValue {
        let theirs = Set(other.overrides.map(\.code))
        var codes: [OverrideCode] = []
        for override in rating.overrides
        where !theirs.contains(override.code) && !codes.contains(override.code) {
            codes.append(override.code)
        }
        return .array(codes.map { JSONValue(text: $0) })
    }
}
