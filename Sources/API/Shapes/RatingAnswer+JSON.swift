// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
public import Service

extension RatingAnswer {
    /// The rating with everything that explains it, or band and public reasons alone where
    /// whoever asked may see no more.
    public func json(in language: Language) -> JSONValue {
        isBandOnly ? bandJSON(in: language) : wholeJSON(in: language)
    }

    private func wholeJSON(in language: Language) -> JSONValue {
        .object([
            .init("party", party.briefJSON),
            .init("role", .string(role.rawValue)),
            .init("score", rating.score.map { JSONValue($0) } ?? .null),
            .init("band", .orNull(rating.band)),
            .init("basis", .string(rating.basis.rawValue)),
            .init("start", rating.start?.json(in: language) ?? .null),
            .init("adjustments", .array(rating.adjustments.map { $0.json(in: language) })),
            .init(
                "contributions",
                .array(
                    rating.contributions.map { $0.json(in: language, event: names[$0.event]) })),
            .init("scores", .array(rating.scores.map { $0.json(in: language) })),
            .init(
                "overrides",
                .array(
                    rating.overrides.map { override in
                        override.json(in: language, event: override.event.flatMap { names[$0] })
                    })),
            .init("assignments", .array(rating.assignments.map(\.json))),
            .init("uncertain", .bool(rating.isUncertain)),
            .init("reasons", .array(reasons.map { $0.json(in: language) })),
            .init(
                "counterfactuals",
                .array(
                    counterfactuals.map { change in
                        change.json(event: change.event.flatMap { names[$0] })
                    })),
            .init("asOf", JSONValue(text: asOf)),
            .init("knownAt", knownAt.json),
            .init("policy", policy.json),
        ])
    }

    private func bandJSON(in language: Language) -> JSONValue {
        .object([
            .init("party", ["id": JSONValue(text: party.id)]),
            .init("role", .string(role.rawValue)),
            .init("band", .orNull(rating.band)),
            .init("basis", .string(rating.basis.rawValue)),
            .init("overrides", .array(rating.overrides.map { $0.publicJSON(in: language) })),
            .init("assignments", .array(rating.assignments.map(\.json))),
            .init("uncertain", .bool(rating.isUncertain)),
            .init("asOf", JSONValue(text: asOf)),
            .init("knownAt", knownAt.json),
            .init("policy", policy.json),
        ])
    }
}

extension StartScore {
    /// Points, reason and source.
    func json(in language: Language) -> JSONValue {
        [
            "points": JSONValue(points), "title": .string(title.text(in: language)),
            "source": .string(source),
        ]
    }
}

extension ScoreAdjustment {
    /// Code, title, points, how they came about, and source.
    func json(in language: Language) -> JSONValue {
        [
            "code": JSONValue(text: code), "title": .string(title.text(in: language)),
            "points": JSONValue(points), "note": .string(note.text(in: language)),
            "source": .string(source),
        ]
    }
}

extension NamedScore {
    /// Code, title, score and source.
    func json(in language: Language) -> JSONValue {
        [
            "code": JSONValue(text: code), "title": .string(title.text(in: language)),
            "score": JSONValue(score), "source": .string(source),
        ]
    }
}

extension Contribution {
    /// The contribution; `name` stands for its event where that is none of the register's.
    func json(in language: Language, event name: String? = nil) -> JSONValue {
        .object(present: [
            ("indicator", JSONValue(text: indicator)),
            ("title", .string(title.text(in: language))),
            ("event", .string(name ?? event.description)),
            ("occurredOn", JSONValue(text: occurredOn)),
            ("points", JSONValue(points)),
            ("counted", JSONValue(counted)),
            ("share", JSONValue(share: share)),
            ("sharing", sharing.map { $0.json(on: undertaking) }),
            ("expiresOn", .orNull(expiresOn)),
            ("note", note.map { .string($0.text(in: language)) } ?? .null),
            ("source", .string(source)),
        ])
    }
}

extension EventSharing {
    /// The way on which an event reached the party, and the undertaking on which it happened.
    func json(on undertaking: UndertakingID?) -> JSONValue {
        .object(present: [
            ("event", event.map { JSONValue(text: $0) }),
            ("undertaking", undertaking.map { JSONValue(text: $0) }),
            ("overrides", .bool(bringsOverrides)), ("path", path.json),
        ])
    }
}

extension OverrideInForce {
    /// The override; `name` stands for its event where that is none of the register's.
    func json(in language: Language, event name: String? = nil) -> JSONValue {
        guard case .object(let members) = publicJSON(in: language) else { return .null }
        return .object(members + [.init("event", .orNull(name ?? event?.description))])
    }

    /// Without the event, which is between the party and the authority.
    fileprivate func publicJSON(in language: Language) -> JSONValue {
        [
            "code": JSONValue(text: code), "title": .string(title.text(in: language)),
            "effect": .string(effect.rawValue), "band": JSONValue(text: band),
            "until": .orNull(until), "source": .string(source),
        ]
    }
}

extension AssignedBand {
    fileprivate var json: JSONValue {
        [
            "accreditation": JSONValue(text: accreditation), "route": JSONValue(text: route),
            "band": JSONValue(text: band),
            "services": .array(services.map { JSONValue(text: $0) }),
            "assigned": assigned.json, "source": .string(source),
        ]
    }
}
