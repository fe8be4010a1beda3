// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Policy
import Scoring

extension DutyStanding {
    /// What a duty has come to.
    func json(in language: Language) -> JSONValue {
        [
            "filing": .string(filing), "duty": JSONValue(text: duty),
            "title": .string(title.text(in: language)), "raisedOn": JSONValue(text: raisedOn),
            "dueOn": JSONValue(text: dueOn), "lastDay": JSONValue(text: lastDay),
            "state": .string(state.rawValue),
            "daysLate": daysLate.map { .integer(Int64($0)) } ?? .null,
            "provisional": .bool(isProvisional),
            "raises": raised.map { raised in
                [
                    "indicator": JSONValue(text: raised.indicator),
                    "quantity": .integer(Int64(raised.quantity)),
                    "occurredOn": JSONValue(text: raised.occurredOn),
                ]
            } ?? .null,
            "source": .string(source), "trace": .array(trace.map { $0.json(in: language) }),
        ]
    }
}

extension DisplayTerm {
    /// How long an event is displayed.
    func json(of event: String, in language: Language) -> JSONValue {
        [
            "event": .string(event), "display": JSONValue(text: display),
            "class": .string(category), "title": .string(title.text(in: language)),
            "from": .orNull(from), "earliestRepairOn": JSONValue(text: earliestRepairOn),
            "until": .orNull(until), "displayed": .bool(isDisplayed),
            "source": .string(trace.source), "trace": .array([trace.json(in: language)]),
        ]
    }
}

extension RepairStanding {
    /// How an event can be repaired.
    func json(of event: String, in language: Language) -> JSONValue {
        [
            "event": .string(event), "repair": JSONValue(text: repair),
            "title": .string(title.text(in: language)), "state": .string(state.rawValue),
            "earliestOn": .orNull(earliestOn), "decisionDueOn": .orNull(decisionDueOn),
            "percent": percent.map { JSONValue($0) } ?? .null,
            "missing": .array(missing.map { .string($0) }), "source": .string(source),
            "trace": .array(trace.map { $0.json(in: language) }),
        ]
    }
}
