// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain

extension NomineeScore {
    /// The total, the class, and what each item brings by which row.
    func json(in language: Language) -> JSONValue {
        let items = items.map { item -> JSONValue in
            [
                "code": JSONValue(text: item.code),
                "title": .string(item.title.text(in: language)),
                "points": JSONValue(item.points), "max": JSONValue(item.maximum),
                "row": .orNull(item.row?.text(in: language)), "source": .string(source),
            ]
        }
        return [
            "code": JSONValue(text: code), "title": .string(title.text(in: language)),
            "total": JSONValue(total), "band": .orNull(band),
            "direct": .orNull(direct?.text(in: language)), "items": .array(items),
        ]
    }
}

extension Decision {
    /// The answer of a calculation to the question whether a party may vouch.
    func json(in language: Language) -> JSONValue {
        let reasons = reasons.map { reason -> JSONValue in
            [
                "code": .string(reason.code.rawValue),
                "effect": .string(reason.effect.rawValue),
                "message": .string(reason.message.text(in: language)),
                "source": .string(reason.source),
            ]
        }
        return [
            "outcome": .string(outcome.rawValue), "reasons": .array(reasons),
            "quota": quota?.json ?? .null,
            "privileges": .array(privileges.map { JSONValue(text: $0) }),
            "validUntil": .orNull(validUntil),
        ]
    }
}

extension Quota {
    /// `limit` is null where it is unlimited; `used` and `remaining` where they are not known.
    var json: JSONValue {
        var number: JSONValue = .null
        if case .number(let limit) = limit { number = .integer(Int64(limit)) }
        return [
            "limit": number, "used": used.map { .integer(Int64($0)) } ?? .null,
            "remaining": remaining.map { .integer(Int64($0)) } ?? .null,
        ]
    }
}
