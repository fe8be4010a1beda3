// SPDX-License-Identifier: Apache-2.0

/// Which standing: of one party, in one role, under one regime.
public struct StandingKey: Hashable, Sendable {
    /// The party.
    public let party: PartyID
    /// The role.
    public let role: Role
    /// The regime.
    public let regime: RegimeCode

    /// Makes a key.
    public init(party: PartyID, role: Role, regime: RegimeCode) {
        self.party = party
        self.role = role
        self.regime = regime
    }
}

/// What the fast check needs of a party, written in the transaction of the entry that changed
/// it: accreditations by date, and the rating as a step function of the legal day. It speaks for
/// the days from `from` on, and before `until` where it has one; other days are answered from the
/// history.
public struct Standing: Hashable, Sendable {
    /// Which standing.
    public let key: StandingKey
    /// The first legal day that it speaks for.
    public let from: CivilDate
    /// The first legal day that it no longer speaks for, on which the rating changes; nil where
    /// every coming change stands in it.
    public let until: CivilDate?
    /// The law it was rated under.
    public let policy: PolicyReference
    /// The accreditations of this role and regime that matter from `from` on, in order.
    public let accreditations: [AccreditationRecord]
    /// The sanctions of this role and regime that are not over on `from`, in order.
    public let sanctions: [StandingSanction]
    /// What the party owes in this role and regime that is overdue, or will be unless it is done,
    /// in order.
    public let duties: [StandingDuty]
    /// Whether the party stands in a relation that is not over on `from`: a bar against another
    /// party may then reach it, which the standing does not tell.
    public let isRelated: Bool
    /// The rating by day; the first step begins on `from`.
    public let steps: [RatingStep]

    /// The most bytes a standing may take; a larger one is not stored and its party is answered
    /// from the history.
    public static let maximumBytes = 4_096

    /// Makes a standing.
    public init(
        key: StandingKey, from: CivilDate, until: CivilDate? = nil, policy: PolicyReference,
        accreditations: [AccreditationRecord], sanctions: [StandingSanction],
        duties: [StandingDuty] = [], isRelated: Bool = false, steps: [RatingStep]
    ) {
        precondition(
            steps.first.map { $0.from == from } ?? true, "The first step begins with the standing.")
        self.key = key
        self.from = from
        self.until = until
        self.policy = policy
        self.accreditations = accreditations
        self.sanctions = sanctions
        self.duties = duties
        self.isRelated = isRelated
        self.steps = steps
    }

    /// Whether it can tell about `day`.
    public func speaks(for day: CivilDate) -> Bool {
        from <= day && until.map { day < $0 } ?? true
    }

    /// The step that holds on `day`; nil before `from`.
    public func step(on day: CivilDate) -> RatingStep? {
        steps.last { $0.from <= day }
    }

    /// The canonical bytes.
    public var bytes: [UInt8] {
        JSONValue.object(present: [
            ("accreditations", .array(accreditations.map(\.json))),
            ("duties", duties.isEmpty ? nil : .array(duties.map(\.json))),
            ("from", JSONValue(text: from)),
            ("policy", policy.json),
            ("related", isRelated ? true : nil),
            ("sanctions", sanctions.isEmpty ? nil : .array(sanctions.map(\.json))),
            ("steps", .array(steps.map(\.json))),
            ("until", until.map { JSONValue(text: $0) }),
        ]).canonicalBytes
    }
}

extension RatingStep {
    var json: JSONValue {
        .object(present: [
            ("band", band.map { JSONValue(text: $0) }),
            ("basis", .string(basis.rawValue)),
            ("from", JSONValue(text: from)),
            (
                "overrides",
                overrides.isEmpty ? nil : .array(overrides.map { JSONValue(text: $0) })
            ),
            ("score", score.map { JSONValue($0) }),
        ])
    }

    init?(reading reader: inout ObjectReader) {
        let band = reader.optionalCode("band", as: BandCode.self)
        let overrides = reader.codes("overrides", as: OverrideCode.self)
        var score: Points?
        switch reader.optional("score") {
        case .integer(let whole)?: score = Points(ExactDecimal(mantissa: whole, places: 0))
        case .decimal(let decimal)?: score = Points(decimal)
        default: break
        }
        guard let from = reader.date("from"),
            let basis = reader.choice("basis", of: RatingBasis.self)
        else { return nil }
        self.init(from: from, score: score, band: band, basis: basis, overrides: overrides)
    }
}
