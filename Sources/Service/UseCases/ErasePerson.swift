// SPDX-License-Identifier: Apache-2.0

public import Domain

/// Erases a natural person: destroys the key of every personal text of the party. The ledger
/// keeps salted digests that nobody can open any more, and every proof still verifies.
public struct ErasePerson: Command {
    private let party: PartyAddress
    private let principal: Principal
    /// The request it came from.
    public let request: RequestKey?

    /// Asks for a party's personal texts to be destroyed.
    public init(_ party: PartyAddress, by principal: Principal, request: RequestKey? = nil) {
        self.party = party
        self.principal = principal
        self.request = request
    }

    /// Who asks.
    public var actor: Actor { principal.actor }
    /// What must be read first.
    public var needs: CommandNeeds { CommandNeeds(parties: [party]) }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let dossier = try desk.dossier(party)
        try Access.demand(principal, .erasePerson, dossier.accessObject)
        // A note made after an erasure has a key of its own, and can be erased again.
        guard !dossier.isErased || desk.personKeys[dossier.party.id] != nil else {
            throw Self.erasedAlready
        }
        return Filing(
            party: dossier.party.id, bodies: [.personErased], subject: RecordID(dossier.party.id))
    }

    private static let erasedAlready = Refusal(
        .conflict, code: "person.erasedAlready",
        message: LocalText(
            en: "The personal texts of this party are destroyed already.",
            zh: "该主体的个人信息已被销毁。"))
}
