// SPDX-License-Identifier: Apache-2.0

extension Decision {
    /// The answer as it is recorded, with its messages in every language. What there is none of is
    /// left out.
    public var json: JSONValue {
        .object(present: [
            ("band", band.map { JSONValue(text: $0) }),
            ("outcome", .string(outcome.rawValue)),
            ("privileges", .array(privileges.map { JSONValue(text: $0) })),
            ("quota", quota.map(Self.written)),
            ("reasons", .array(reasons.map(Self.written))),
            ("score", score.map { JSONValue($0) }),
            ("services", .array(services.map { JSONValue(text: $0) })),
            ("validUntil", validUntil.map { JSONValue(text: $0) }),
        ])
    }

    private static func written(_ quota: Quota) -> JSONValue {
        var limit: JSONValue = "unlimited"
        if case .number(let number) = quota.limit { limit = .integer(Int64(number)) }
        return .object(present: [
            ("limit", limit), ("remaining", quota.remaining.map { .integer(Int64($0)) }),
            ("used", quota.used.map { .integer(Int64($0)) }),
        ])
    }

    private static func written(_ reason: Reason) -> JSONValue {
        [
            "code": .string(reason.code.rawValue), "effect": .string(reason.effect.rawValue),
            "message": ["en": .string(reason.message.en), "zh": .string(reason.message.zh)],
            "source": .string(reason.source),
        ]
    }
}
