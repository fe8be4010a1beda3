// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Service

extension EligibilityAnswer {
    /// The answer with its reasons, in order of precedence.
    public func json(in language: Language) -> JSONValue {
        let isRated = decision.band != nil || decision.score != nil
        let rating: JSONValue = [
            "band": .orNull(decision.band),
            "score": decision.score.map { JSONValue($0) } ?? .null,
        ]
        return .object([
            .init("outcome", .string(decision.outcome.rawValue)),
            .init("party", party.map { ["id": JSONValue(text: $0)] } ?? .null),
            .init("role", .string(request.role.rawValue)),
            .init("route", JSONValue(text: request.route)),
            .init("region", .orNull(request.region)),
            .init("act", .string(request.act.rawValue)),
            .init("rating", isRated ? rating : .null),
            .init("reasons", .array(decision.reasons.map { $0.json(in: language) })),
            .init("services", .array(decision.services.map { JSONValue(text: $0) })),
            // No enacted law gives privileges or sets quotas yet.
            .init("privileges", []),
            .init("quota", .null),
            .init("validUntil", .orNull(decision.validUntil)),
            .init("asOf", JSONValue(text: request.asOf)),
            .init("knownAt", knownAt.json),
            .init("policy", policy.json),
        ])
    }
}

extension Reason {
    fileprivate func json(in language: Language) -> JSONValue {
        [
            "code": .string(code.rawValue), "effect": .string(effect.rawValue),
            "message": .string(message.text(in: language)), "source": .string(source),
        ]
    }
}
