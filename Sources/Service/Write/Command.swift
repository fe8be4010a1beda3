// SPDX-License-Identifier: Apache-2.0

import Crypto
public import Domain

/// Something that somebody wants entered: decided against the state under the head lock, after
/// every command before it.
public protocol Command: Sendable {
    /// Who wants it.
    var actor: Actor { get }
    /// What must be read before it can be decided.
    var needs: CommandNeeds { get }
    /// The request it came from, so that a repeated request is answered once; nil for none.
    var request: RequestKey? { get }
    /// The last entry of the party that the command was made on the sight of; nil for whatever
    /// it may be.
    var expectedEntry: EntryNumber? { get }
    /// Goes along the relations that the decision goes along, by what has been read so far, so
    /// that whoever is met is read for all commands of a batch at once. Whoever is met only when
    /// it is decided, as by a relation that an earlier command of the batch records, is read then.
    ///
    /// - Throws: `UnreadParties` while anybody met was not read; it is called again once they are.
    ///   Anything else is left to ``decide(at:)``.
    func reach(at desk: borrowing Desk) throws
    /// Decides: what is to be entered. Pure but for ids and seals taken from the desk.
    ///
    /// - Throws: `Refusal`; nothing is entered then.
    func decide(at desk: borrowing Desk) throws -> Filing
}

extension Command {
    /// None, unless a command says otherwise.
    public var request: RequestKey? { nil }
    /// None, unless a command says otherwise.
    public var expectedEntry: EntryNumber? { nil }
    /// Along none, unless a command says otherwise.
    public func reach(at desk: borrowing Desk) throws {}
}

/// What a command reads.
public struct CommandNeeds: Sendable {
    /// Parties by address.
    public var parties: [PartyAddress]
    /// Events, with the dossier each belongs to.
    public var events: [EventID]
    /// Accreditations, with the dossier each belongs to.
    public var accreditations: [AccreditationID]
    /// Relations, undertakings, sanctions and proceedings, with the dossiers that hold each.
    public var ties: [RecordID]
    /// Duties, with the dossier each belongs to.
    public var duties: [DutyID]
    /// Reporting systems' ids that may be known already.
    public var origins: [EventOrigin]
    /// Whether the tree of authorities is needed.
    public var isAuthoritiesNeeded: Bool
    /// Versions of the law that are to be stored: the enacted law, and the drafts of their names,
    /// are needed as they stand under the head lock, not as this daemon last read them.
    public var versions: [PolicyReference]

    /// Makes the list.
    public init(
        parties: [PartyAddress] = [], events: [EventID] = [],
        accreditations: [AccreditationID] = [], ties: [RecordID] = [], duties: [DutyID] = [],
        origins: [EventOrigin] = [],
        isAuthoritiesNeeded: Bool = false,
        versions: [PolicyReference] = []
    ) {
        self.parties = parties
        self.events = events
        self.accreditations = accreditations
        self.ties = ties
        self.duties = duties
        self.origins = origins
        self.isAuthoritiesNeeded = isAuthoritiesNeeded
        self.versions = versions
    }
}

/// Which request a command came from: an `Idempotency-Key` counts for one principal and route.
public struct RequestKey: Hashable, Sendable {
    /// Who asked.
    public let principal: TokenID
    /// On which route.
    public let route: String
    /// The key, 1…255 characters.
    public let key: String
    /// SHA-256 of what was asked.
    public let requestHash: Digest32

    /// Makes a key.
    public init(principal: TokenID, route: String, key: String, requestHash: Digest32) {
        self.principal = principal
        self.route = route
        self.key = key
        self.requestHash = requestHash
    }

    /// Makes a key for a request of these bytes: everything that makes it this request.
    public init(principal: TokenID, route: String, key: String, request: [UInt8]) {
        guard let hash = Digest32(Array(SHA256.hash(data: request))) else {
            preconditionFailure("A SHA-256 has 32 bytes.")
        }
        self.init(principal: principal, route: route, key: key, requestHash: hash)
    }
}

/// How a party is addressed: by its id, or by an identifier as `scheme:value`.
public struct PartyAddress: Hashable, Sendable, CustomStringConvertible {
    /// The key as stored.
    public let key: String

    /// Addresses a party by id.
    public init(_ id: PartyID) { self.key = id.description }

    /// Addresses a party by an identifier; a business is one party under all of its program
    /// accounts.
    public init(_ identifier: Identifier) {
        self.key = identifier.withoutProgramAccount.description
    }

    /// Reads an id or `scheme:value`.
    ///
    /// - Throws: `IdentifierError` saying what is wrong with the value.
    public init(parsing text: String) throws(IdentifierError) {
        if let id = PartyID(text) {
            self.init(id)
        } else {
            self.init(try Identifier(parsing: text))
        }
    }

    /// The key as stored.
    public var description: String { key }
}

extension PartyRecord {
    /// Every way to address the party: its id and each of its identifiers.
    var addresses: Set<PartyAddress> {
        Set([PartyAddress(id)] + identifiers.map { PartyAddress($0) })
    }
}
