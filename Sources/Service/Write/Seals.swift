// SPDX-License-Identifier: Apache-2.0

public import Domain

/// Seals a command's personal texts for one party, making its key at the first one.
public struct Seals: Sendable {
    /// The key made on the way, wrapped; nil when the party has one already or nothing was
    /// sealed.
    public private(set) var newKey: [UInt8]?
    /// The sealed texts.
    public private(set) var texts: [Filing.NewText] = []
    /// Whose texts they are; nil when nothing was sealed.
    public private(set) var party: PartyID?
    private var key: PersonKey?

    /// Begins with no key and no text.
    public init() {}

    /// Seals `text` for `party`.
    ///
    /// - Throws: `KeyringError` when the party's key cannot be unwrapped.
    public mutating func seal(
        _ text: String, purpose: String, for party: PartyID, at desk: borrowing Desk
    ) throws -> SealedText {
        let key = try self.key ?? personKey(of: party, at: desk)
        self.key = key
        self.party = party
        let id: TextID = desk.newID()
        let (sealed, commitment) = try desk.keyring.seal(
            text, id: id, with: key, salt: desk.randomness.bytes(32))
        texts.append(Filing.NewText(id: id, purpose: purpose, sealed: sealed))
        return SealedText(text: id, commitment: commitment)
    }

    private mutating func personKey(
        of party: PartyID, at desk: borrowing Desk
    ) throws -> PersonKey {
        if let wrapped = desk.personKeys[party] {
            return try desk.keyring.unwrap(wrapped, for: party)
        }
        let (key, wrapped) = try desk.keyring.newPersonKey(for: party)
        newKey = wrapped
        return key
    }
}
