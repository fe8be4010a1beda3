// SPDX-License-Identifier: Apache-2.0

import Domain
import Store

/// What a pass over the register brings of one party: bytes, not read yet.
struct RegisteredParty: Sendable {
    let id: PartyID
    private(set) var roles: Set<Role> = []
    private var record: ArraySlice<UInt8> = []
    private var accreditations: [ArraySlice<UInt8>] = []
    private var events: [(group: EventGroup, bytes: ArraySlice<UInt8>)] = []

    init(_ id: PartyID) { self.id = id }

    mutating func take(_ content: RegisterCopyRow.Content, of regime: RegimeCode) {
        switch content {
        case .role(let role): roles.insert(role)
        case .party(let bytes): record = bytes
        case .accreditation(let bytes): accreditations.append(bytes)
        case .events(let role, let indicator, let bytes):
            roles.insert(role)
            events.append(
                (
                    EventGroup(
                        role: role, regime: regime, indicator: indicator, state: .confirmed),
                    bytes
                ))
        }
    }

    /// Puts together the dossier that is rated: nothing but what a rating depends on.
    ///
    /// - Throws: `RecordError` when stored bytes are damaged.
    func dossier() throws -> Dossier {
        let party = try PartyRecord(
            glancing: try JSONValue(glancingAt: "party", of: record, for: Self.members), id: id)
        var groups: [EventGroup: [EventLine]] = [:]
        for (group, bytes) in events { groups[group] = try [EventLine](bytes: bytes) }
        var records: [HistoryRecord] = [.party(party, isErased: false)]
        for bytes in accreditations {
            records.append(try HistoryRecord(kind: .accreditation, bytes: Array(bytes)))
        }
        return try Dossier(records: records, tally: EventTally(groups: groups))
    }

    /// What a rating may ask for and what parties are told apart by.
    private static let members = ["facts", "kind", "regime", "region"]
}

extension PartyRecord {
    /// Reads of a record only what a rating may ask for and what parties are told apart by.
    fileprivate init(glancing value: JSONValue, id: PartyID) throws(RecordError) {
        guard case .string(let kindText)? = value["kind"], let kind = PartyKind(rawValue: kindText),
            case .string(let region)? = value["region"],
            case .string(let regime)? = value["regime"]
        else { throw RecordError() }
        var facts: [JSONValue.Member] = []
        if case .object(let members)? = value["facts"] { facts = members }
        self.init(
            id: id, kind: kind, name: .open(""), town: nil, region: RegionCode(region),
            regime: RegimeCode(regime), identifiers: [], facts: facts)
    }
}
