// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Service

extension RecordedEligibility {
    /// `decision`, `entry`, `recordedAt`, and the `answer` as the fast check gives it, with the
    /// messages of one language.
    public func json(in language: Language) -> JSONValue {
        [
            "decision": JSONValue(text: entry), "entry": .integer(entry.value),
            "recordedAt": JSONValue(text: recordedAt), "answer": answer(in: language),
        ]
    }

    private func answer(in language: Language) -> JSONValue {
        let told = record.answer
        let hasRating = told["band"] != nil || told["score"] != nil
        let rating: JSONValue = [
            "band": told["band"] ?? .null, "score": told["score"] ?? .null,
        ]
        let party = record.party.map { id -> JSONValue in ["id": JSONValue(text: id)] } ?? .null
        return [
            "outcome": told["outcome"] ?? .null,
            "party": party,
            "role": .string(record.request.role.rawValue),
            "route": JSONValue(text: record.request.route),
            "region": .orNull(record.request.region),
            "act": .string(record.request.act.rawValue),
            "rating": hasRating ? rating : .null,
            "reasons": Self.reasons(told["reasons"], in: language),
            "services": told["services"] ?? [], "privileges": told["privileges"] ?? [],
            "quota": told["quota"].map(Self.quota) ?? .null,
            "validUntil": told["validUntil"] ?? .null,
            "asOf": JSONValue(text: record.request.asOf),
            "knownAt": KnownAt(entry: record.knownAt, at: record.knownInstant).json,
            "policy": record.policy.json,
        ]
    }

    private static func reasons(_ told: JSONValue?, in language: Language) -> JSONValue {
        guard case .array(let reasons)? = told else { return [] }
        return .array(
            reasons.map { reason in
                [
                    "code": reason["code"] ?? .null, "effect": reason["effect"] ?? .null,
                    "message": reason["message"]?[language.rawValue] ?? .null,
                    "source": reason["source"] ?? .null,
                ]
            })
    }

    private static func quota(_ told: JSONValue) -> JSONValue {
        let limit = told["limit"] ?? .null
        return [
            "limit": limit == "unlimited" ? .null : limit, "used": told["used"] ?? .null,
            "remaining": told["remaining"] ?? .null,
        ]
    }
}
