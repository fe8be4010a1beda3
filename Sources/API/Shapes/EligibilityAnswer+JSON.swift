// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Service

extension EligibilityAnswer {
    /// The answer with its reasons, in order of precedence.
    public func json(in language: Language) throws(JSONError) -> JSONValue {
        try JSONValue(parsing: bytes(in: language))
    }

    /// The same as it is sent: one object, written straight into bytes.
    public func bytes(in language: Language) -> [UInt8] {
        var text = JSONText()
        text.write("{\"outcome\":")
        text.write(string: decision.outcome.rawValue)
        write(question: &text)
        write(rating: &text)
        text.write(",\"reasons\":[")
        for (index, reason) in decision.reasons.enumerated() {
            if index > 0 { text.write(",") }
            reason.write(to: &text, in: language)
        }
        text.write("],\"services\":")
        text.write(strings: decision.services.map(\.text))
        text.write(",\"privileges\":")
        text.write(strings: decision.privileges.map(\.text))
        write(quota: &text)
        text.write(",\"validUntil\":")
        text.write(string: decision.validUntil?.description)
        text.write(",\"asOf\":")
        text.write(string: request.asOf.description)
        write(position: &text)
        text.write("}")
        return text.bytes
    }

    private func write(question text: inout JSONText) {
        if let party {
            text.write(",\"party\":{\"id\":")
            text.write(string: party.description)
            text.write("}")
        } else {
            text.write(",\"party\":null")
        }
        text.write(",\"role\":")
        text.write(string: request.role.rawValue)
        text.write(",\"route\":")
        text.write(string: request.route.text)
        text.write(",\"region\":")
        text.write(string: request.region?.text)
        text.write(",\"act\":")
        text.write(string: request.act.rawValue)
    }

    private func write(rating text: inout JSONText) {
        guard decision.band != nil || decision.score != nil else {
            text.write(",\"rating\":null")
            return
        }
        text.write(",\"rating\":{\"band\":")
        text.write(string: decision.band?.text)
        text.write(",\"score\":")
        text.write(points: decision.score)
        text.write("}")
    }

    private func write(quota text: inout JSONText) {
        guard let quota = decision.quota else {
            text.write(",\"quota\":null")
            return
        }
        text.write(",\"quota\":")
        text.write(json: quota.json)
    }

    private func write(position text: inout JSONText) {
        text.write(",\"knownAt\":{\"entry\":")
        text.write(number: knownAt.entry.value)
        text.write(",\"at\":")
        text.write(string: knownAt.at.description)
        text.write("},\"policy\":{\"code\":")
        text.write(string: policy.code.text)
        text.write(",\"version\":")
        text.write(string: policy.version)
        text.write(",\"sha256\":")
        text.write(string: policy.sha256.description)
        text.write("}")
    }
}

extension Reason {
    fileprivate func write(to text: inout JSONText, in language: Language) {
        text.write("{\"code\":")
        text.write(string: code.rawValue)
        text.write(",\"effect\":")
        text.write(string: effect.rawValue)
        text.write(",\"message\":")
        text.write(string: message.text(in: language))
        text.write(",\"source\":")
        text.write(string: source)
        text.write("}")
    }
}
