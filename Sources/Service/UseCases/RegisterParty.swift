// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
import Policy

/// Enters a party in the register.
public struct RegisterParty: Command {
    /// What is known of the party.
    public struct Details: Sendable {
        /// What kind of party it is.
        public let kind: PartyKind
        /// Its name.
        public let name: String
        /// The town of its seat.
        public let town: String?
        /// The region of its seat.
        public let region: RegionCode
        /// The regime it is rated under; nil for the installation's default.
        public let regime: RegimeCode?
        /// Its identifiers.
        public let identifiers: [Identifier]
        /// Facts that rules ask for.
        public let facts: [JSONValue.Member]

        /// Makes the details.
        public init(
            kind: PartyKind, name: String, town: String?, region: RegionCode,
            regime: RegimeCode?, identifiers: [Identifier], facts: [JSONValue.Member]
        ) {
            self.kind = kind
            self.name = name
            self.town = town
            self.region = region
            self.regime = regime
            self.identifiers = identifiers
            self.facts = facts
        }
    }

    private let principal: Principal
    private let details: Details
    /// The request it came from.
    public let request: RequestKey?

    /// Asks for a party to be entered.
    public init(_ details: Details, by principal: Principal, request: RequestKey? = nil) {
        self.details = details
        self.principal = principal
        self.request = request
    }

    /// Who asks.
    public var actor: Actor { principal.actor }

    /// What must be read first.
    public var needs: CommandNeeds {
        CommandNeeds(parties: details.identifiers.map { PartyAddress($0) })
    }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        try Access.demand(
            principal, .registerParty, Access.Object(party: nil, region: details.region))
        guard !details.kind.isNaturalPerson || details.identifiers.isEmpty else {
            throw Self.identifierOfPerson
        }
        for identifier in details.identifiers where desk.knows(PartyAddress(identifier)) {
            throw Self.duplicate
        }
        let today = try desk.today(under: details.regime)
        let regime = try details.regime ?? desk.shelf.defaultRegime(on: today)
        let policy = try desk.shelf.policy(regime, on: today, at: "/regime")
        let refusals = FactRules.refusals(of: details.facts, subject: .party, policy: policy)
        guard refusals.isEmpty else {
            throw Refusal.invalid(
                refusals.map {
                    InputFault(pointer: $0.pointer, code: $0.code, detail: $0.message.en)
                })
        }
        let id: PartyID = desk.newID()
        var seals = Seals()
        let record = PartyRecord(
            id: id, kind: details.kind,
            name: try details.kind.text(details.name, "name", of: id, &seals, at: desk),
            town: try details.town.map {
                try details.kind.text($0, "town", of: id, &seals, at: desk)
            },
            region: details.region, regime: regime, identifiers: details.identifiers,
            facts: details.facts)
        return Filing(
            party: id, bodies: [.partyRegistered(record)], subject: RecordID(id), seals: seals)
    }

    static let identifierOfPerson = Refusal(
        .rule, code: "party.identifierOfPerson",
        message: LocalText(
            en: "The identifiers of a natural person are personal data and are not kept in the "
                + "ledger; register the person without them and use the party's id.",
            zh: "自然人的标识属于个人信息，不写入账簿；请不带标识登记，并使用主体编号。"),
        faults: [
            InputFault(
                pointer: "/identifiers", code: "party.identifierOfPerson",
                detail: "Leave the identifiers of a natural person out.")
        ])
    static let duplicate = Refusal(
        .conflict, code: "party.identifierTaken",
        message: LocalText(
            en: "A party with one of these identifiers is registered already; look it up by "
                + "that identifier.",
            zh: "已有主体使用其中某一标识；请以该标识查询。"))
}

extension Desk {
    /// The legal day of a regime, or of the default one.
    func today(under regime: RegimeCode?) throws(Refusal) -> CivilDate {
        // The zone of a regime does not change with its versions' days, so any day finds it.
        let anyDay = now.day(offsetMinutes: 0)
        let code: RegimeCode
        if let regime {
            code = regime
        } else {
            code = try shelf.defaultRegime(on: anyDay)
        }
        return try shelf.policy(code, on: anyDay, at: "/regime").day(at: now)
    }
}
