// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Service

extension RecordedEligibility {
    /// `decision`, `entry`, `recordedAt`, the `outcome` of all who vouch, the `answer` as the fast
    /// check gives it, with the messages of one language, and such an answer about each of the
    /// other `vouchers`.
    public func json(in language: Language) -> JSONValue {
        let answers =
            [answer(record.answer, about: record.party, record.request.role, in: language)]
            + (record.others ?? []).map {
                answer($0.answer, about: $0.party, $0.role, in: language)
            }
        return [
            "decision": JSONValue(text: entry), "entry": .integer(entry.value),
            "recordedAt": JSONValue(text: recordedAt), "outcome": worst(of: answers),
            "answer": answers[0], "vouchers": .array(Array(answers.dropFirst())),
        ]
    }

    /// Nobody vouches together with one who may not.
    private func worst(of answers: [JSONValue]) -> JSONValue {
        let outcomes = answers.map { $0["outcome"] }
        let order: [Outcome] = [.ineligible, .conditional]
        let found = order.first { outcomes.contains(.string($0.rawValue)) }
        return .string((found ?? .eligible).rawValue)
    }

    private func answer(
        _ told: JSONValue, about party: PartyID?, _ role: Role, in language: Language
    ) -> JSONValue {
        let hasRating = told["band"] != nil || told["score"] != nil
        let rating: JSONValue = [
            "band": told["band"] ?? .null, "score": told["score"] ?? .null,
        ]
        return [
            "outcome": told["outcome"] ?? .null,
            "party": party.map { ["id": JSONValue(text: $0)] } ?? .null,
            "role": .string(role.rawValue),
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
