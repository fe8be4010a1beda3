// SPDX-License-Identifier: Apache-2.0

/// A question whether a party may vouch, with all that it was answered by, and the answer: enough
/// to give the same answer again, byte for byte.
public struct EligibilityRecord: Hashable, Sendable {
    /// About whom; nil where no party stood under the address.
    public let party: PartyID?
    /// The question, on the legal day that it was answered for.
    public let request: EligibilityRequest
    /// The law it was answered by.
    public let policy: PolicyReference
    /// Whether the question named that law: then no later version ends the answer.
    public let isPolicyNamed: Bool
    /// The last entry that was known.
    public let knownAt: EntryNumber
    /// When that entry was recorded.
    public let knownInstant: Instant
    /// The answer about the party.
    public let answer: JSONValue
    /// Who vouches beside the party, with the answer about each; nil where nobody was told of.
    public let others: [Voucher]?
    /// What was told of nominee, documents and labour market, sealed for the party; nil for
    /// nothing.
    public let told: SealedText?

    /// Who vouches beside the party.
    public struct Voucher: Hashable, Sendable {
        /// Who.
        public let party: PartyID
        /// In which role.
        public let role: Role
        /// The answer about it.
        public let answer: JSONValue

        /// Makes a voucher.
        public init(party: PartyID, role: Role, answer: JSONValue) {
            self.party = party
            self.role = role
            self.answer = answer
        }

        fileprivate var json: JSONValue {
            [
                "answer": answer, "party": JSONValue(text: party), "role": .string(role.rawValue),
            ]
        }

        fileprivate init?(reading reader: inout ObjectReader) {
            let answer = reader.required("answer")
            let party = reader.text("party", "A UUID is needed.") { PartyID($0) }
            let role = reader.choice("role", of: Role.self)
            guard let answer, let party, let role else { return nil }
            self.init(party: party, role: role, answer: answer)
        }
    }

    /// Makes a record.
    public init(
        party: PartyID?, request: EligibilityRequest, policy: PolicyReference,
        isPolicyNamed: Bool, knownAt: EntryNumber, knownInstant: Instant, answer: JSONValue,
        others: [Voucher]? = nil, told: SealedText? = nil
    ) {
        self.others = others
        self.told = told
        self.party = party
        self.request = request
        self.policy = policy
        self.isPolicyNamed = isPolicyNamed
        self.knownAt = knownAt
        self.knownInstant = knownInstant
        self.answer = answer
    }

    /// The record as it stands in entries.
    public var json: JSONValue {
        .object(present: [
            ("act", .string(request.act.rawValue)), ("answer", answer),
            ("asOf", JSONValue(text: request.asOf)),
            ("knownAt", .integer(knownAt.value)),
            ("knownInstant", JSONValue(text: knownInstant)),
            ("others", others.map { .array($0.map(\.json)) }),
            ("party", party.map { JSONValue(text: $0) }), ("policy", policy.json),
            ("policyNamed", .bool(isPolicyNamed)),
            ("region", request.region.map { JSONValue(text: $0) }),
            ("role", .string(request.role.rawValue)),
            ("route", JSONValue(text: request.route)), ("told", told?.json),
        ])
    }

    /// Reads what `json` writes; nil where a fault went to `reader`.
    init?(reading reader: inout ObjectReader) {
        let act = reader.choice("act", of: Act.self)
        let answer = reader.required("answer")
        let asOf = reader.date("asOf")
        let knownAt = reader.integer("knownAt", in: 0...Int64.max)
        let instant = reader.text("knownInstant", "An instant is needed.") { Instant($0) }
        let others =
            reader.optional("others") == nil
            ? nil : reader.elements("others") { Voucher(reading: &$0) }
        let party = reader.optionalText("party", "A UUID is needed.") { PartyID($0) }
        let policy = PolicyReference("policy", from: &reader)
        let isNamed = reader.bool("policyNamed", absent: false)
        let region = reader.optionalCode("region", as: RegionCode.self)
        let role = reader.choice("role", of: Role.self)
        let route = reader.code("route", as: RouteCode.self)
        let told = SealedText.read("told", from: &reader)
        guard let act, let answer, let asOf, let knownAt, let entry = EntryNumber(knownAt),
            let instant, let policy, let role, let route
        else { return nil }
        self.init(
            party: party,
            request: EligibilityRequest(
                role: role, route: route, region: region, act: act, asOf: asOf),
            policy: policy, isPolicyNamed: isNamed, knownAt: entry, knownInstant: instant,
            answer: answer, others: others, told: told)
    }
}
