// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
import Policy

/// Amends a party's own record: name, town, region, facts, further identifiers. What stood
/// before stays in the ledger.
public struct AmendParty: AskedCommand {
    /// What becomes of a member that may be cleared.
    public enum Change<Value: Sendable>: Sendable {
        /// It stays as it is.
        case keep
        /// It becomes this; nil clears it.
        case become(Value?)
    }

    /// What is to change.
    public struct Details: Sendable {
        /// The new name; nil to keep it.
        public let name: String?
        /// The new town.
        public let town: Change<String>
        /// The new region; nil to keep it.
        public let region: RegionCode?
        /// Facts by name; `null` takes one away, and a fact that is not named stays.
        public let facts: [JSONValue.Member]
        /// All identifiers; nil to keep them.
        public let identifiers: [Identifier]?

        /// Makes the details.
        public init(
            name: String? = nil, town: Change<String> = .keep, region: RegionCode? = nil,
            facts: [JSONValue.Member] = [], identifiers: [Identifier]? = nil
        ) {
            self.name = name
            self.town = town
            self.region = region
            self.facts = facts
            self.identifiers = identifiers
        }
    }

    private let party: PartyAddress
    private let details: Details
    /// Who asks.
    public let asking: Asking

    /// Asks for a party to be amended.
    public init(_ party: PartyAddress, _ details: Details, asking: Asking) {
        self.party = party
        self.details = details
        self.asking = asking
    }

    /// What must be read first.
    public var needs: CommandNeeds {
        CommandNeeds(
            parties: [party] + (details.identifiers ?? []).map { PartyAddress($0) })
    }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let dossier = try desk.dossier(party)
        let before = dossier.party
        try Access.demand(asking.principal, .amendParty, dossier.accessObject)
        if let region = details.region {
            // Nobody hands a party over to a territory that is not the officer's own.
            try Access.demand(
                asking.principal, .amendParty, Access.Object(party: before.id, region: region))
        }
        guard !dossier.isErased else { throw Self.erased }
        try checkIdentifiers(of: before, at: desk)
        let today = try desk.today(under: before.regime)
        let policy = try desk.shelf.policy(before.regime, on: today)
        let given = details.facts.filter { $0.value != .null }
        let refusals = FactRules.refusals(of: given, subject: .party, policy: policy)
        guard refusals.isEmpty else {
            throw Refusal.invalid(
                refusals.map {
                    InputFault(pointer: $0.pointer, code: $0.code, detail: $0.message.en)
                })
        }
        var seals = Seals()
        let named = Set(details.facts.map(\.name))
        let after = PartyRecord(
            id: before.id, kind: before.kind,
            name: try details.name.map {
                try before.kind.text($0, "name", of: before.id, &seals, at: desk)
            } ?? before.name,
            town: try town(of: before, &seals, at: desk),
            region: details.region ?? before.region, regime: before.regime,
            identifiers: details.identifiers ?? before.identifiers,
            facts: before.facts.filter { !named.contains($0.name) } + given)
        return Filing(
            party: before.id, bodies: after == before ? [] : [.partyAmended(after)],
            subject: RecordID(before.id), seals: seals)
    }

    private func town(
        of before: PartyRecord, _ seals: inout Seals, at desk: borrowing Desk
    ) throws -> RecordText? {
        switch details.town {
        case .keep: return before.town
        case .become(nil): return nil
        case .become(let town?):
            return try before.kind.text(town, "town", of: before.id, &seals, at: desk)
        }
    }

    /// Identifiers may be added: whoever knows a party by an old one must still find it.
    private func checkIdentifiers(of before: PartyRecord, at desk: borrowing Desk) throws {
        guard let identifiers = details.identifiers else { return }
        guard !before.kind.isNaturalPerson || identifiers.isEmpty else {
            throw RegisterParty.identifierOfPerson
        }
        guard before.identifiers.allSatisfy(identifiers.contains) else { throw Self.gone }
        for identifier in identifiers {
            let holder = desk.parties[PartyAddress(identifier).key]
            guard holder == nil || holder == before.id else { throw RegisterParty.duplicate }
        }
    }

    private static let erased = Refusal(
        .conflict, code: "party.erased",
        message: LocalText(
            en: "The personal texts of this party were destroyed; it cannot be amended.",
            zh: "该主体的个人信息已被销毁，不能变更。"))
    private static let gone = Refusal(
        .rule, code: "party.identifierGone",
        message: LocalText(
            en: "An identifier that a party is known by is never taken away; list every present "
                + "one, and any new one besides.",
            zh: "主体已有的标识不得删除；请列出全部现有标识及新增标识。"),
        faults: [
            InputFault(
                pointer: "/identifiers", code: "party.identifierGone",
                detail: "A present identifier is missing here.")
        ])
}

extension PartyKind {
    /// A text as it is recorded: a natural person's is sealed, an organisation's is public.
    func text(
        _ text: String, _ purpose: String, of id: PartyID, _ seals: inout Seals,
        at desk: borrowing Desk
    ) throws -> RecordText {
        guard isNaturalPerson else { return .open(text) }
        return .sealed(try seals.seal(text, purpose: purpose, for: id, at: desk))
    }
}
