// SPDX-License-Identifier: Apache-2.0

extension EligibilityRecord {
    /// What is sealed of an answer where something was told of a nominee: that, and the words of
    /// the reasons, which may repeat it.
    public struct Sealed: Hashable, Sendable {
        /// What was told.
        public let told: ToldNomination
        /// The words of the reasons of each answer, that about the party first.
        public let words: [JSONValue]

        /// Makes what is sealed.
        public init(told: ToldNomination, words: [JSONValue]) {
            self.told = told
            self.words = words
        }

        /// As it is sealed.
        public var json: JSONValue { ["told": told.json, "words": .array(words)] }

        /// Reads what `json` writes.
        ///
        /// - Throws: `InputFaults`, which a text of our own does not bring about.
        public init(_ json: JSONValue) throws(InputFaults) {
            var reader = ObjectReader(json)
            let told = reader.required("told") ?? .null
            let words = reader.array("words", maximumCount: .max)
            try reader.finish()
            self.init(told: try ToldNomination(told), words: words)
        }
    }

    /// The words of an answer's reasons, in their order.
    public static func words(of answer: JSONValue) -> JSONValue {
        .array(reasons(of: answer).map { $0["message"] ?? .null })
    }

    /// An answer without the words of its reasons: all that the law decides.
    public static func wordless(_ answer: JSONValue) -> JSONValue {
        answer.replacing("reasons", with: .array(reasons(of: answer).map { $0.without("message") }))
    }

    /// The same record with the words of its answers, as they were sealed; where the key is gone,
    /// so are they, and `erased` says so.
    public func telling(_ words: [JSONValue]?, erased: JSONValue) -> EligibilityRecord {
        func told(_ answer: JSONValue, _ place: Int) -> JSONValue {
            var found: [JSONValue] = []
            if let words, words.indices.contains(place), case .array(let texts) = words[place] {
                found = texts
            }
            let reasons = Self.reasons(of: answer).enumerated().map { index, reason in
                reason.replacing(
                    "message", with: found.indices.contains(index) ? found[index] : erased)
            }
            return answer.replacing("reasons", with: .array(reasons))
        }
        return EligibilityRecord(
            party: party, request: request, policy: policy, isPolicyNamed: isPolicyNamed,
            knownAt: knownAt, knownInstant: knownInstant, answer: told(answer, 0),
            others: others.map { others in
                others.enumerated().map { index, other in
                    Voucher(
                        party: other.party, role: other.role,
                        answer: told(other.answer, index + 1))
                }
            }, told: self.told)
    }

    private static func reasons(of answer: JSONValue) -> [JSONValue] {
        if case .array(let reasons)? = answer["reasons"] { reasons } else { [] }
    }
}

extension JSONValue {
    /// An object without one of its members.
    fileprivate func without(_ name: String) -> JSONValue {
        guard case .object(let members) = self else { return self }
        return .object(members.filter { $0.name != name })
    }

    /// An object with one of its members as another, or one more.
    fileprivate func replacing(_ name: String, with value: JSONValue) -> JSONValue {
        guard case .object(let members) = without(name) else { return self }
        return .object(members + [Member(name, value)])
    }
}
