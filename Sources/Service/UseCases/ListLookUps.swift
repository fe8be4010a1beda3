// SPDX-License-Identifier: Apache-2.0

public import Domain
import Postgres
import Store

/// How often somebody looked at a party within one hour.
public struct LookUpCount: Hashable, Sendable {
    /// The beginning of the hour.
    public let hour: Instant
    /// For what.
    public let purpose: LookUpPurpose
    /// The role of whoever looked.
    public let role: PrincipalRole
    /// The authority, for an officer.
    public let authority: AuthorityCode?
    /// The token; nil where it is not told.
    public let token: TokenID?
    /// What the token is called; nil where it is not told.
    public let label: String?
    /// How many look-ups.
    public let count: Int64
}

/// A place in the list of look-ups of a party, which runs from the latest hour back.
public struct LookUpPlace: Hashable, Sendable, CustomStringConvertible {
    fileprivate let hour: Int32
    fileprivate let purpose: String
    fileprivate let role: String
    fileprivate let authority: String
    fileprivate let token: TokenID

    /// Before the first row.
    fileprivate static let start = LookUpPlace(
        hour: 99_999_999, purpose: "", role: "", authority: "", token: .untold)

    /// Reads what `description` writes; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "~", omittingEmptySubsequences: false)
        guard parts.count == 5, let hour = Int32(parts[0]), hour >= 0, parts[0].utf8.count <= 8,
            LookUpPurpose(rawValue: String(parts[1])) != nil,
            PrincipalRole(rawValue: String(parts[2])) != nil, parts[3].utf8.count <= 80,
            parts[3].utf8.allSatisfy({ (0x21...0x7D).contains($0) }),
            let token = TokenID(parts[4])
        else { return nil }
        self.init(
            hour: hour, purpose: String(parts[1]), role: String(parts[2]),
            authority: String(parts[3]), token: token)
    }

    fileprivate init(
        hour: Int32, purpose: String, role: String, authority: String, token: TokenID
    ) {
        self.hour = hour
        self.purpose = purpose
        self.role = role
        self.authority = authority
        self.token = token
    }

    /// Hours since 1970, purpose, role, authority and token, as `Link` gives it.
    public var description: String { "\(hour)~\(purpose)~\(role)~\(authority)~\(token)" }
}

extension Registry {
    /// Who looked at a party: for the party itself and for auditors.
    ///
    /// An auditor is told each token. A party is told in which role and for which authority
    /// somebody looked, so that it can ask there; of tokens only the one it asks with, and all
    /// others of one role and authority are counted together.
    ///
    /// - Throws: `Refusal`.
    public func listLookUps(
        of address: PartyAddress, after: LookUpPlace?, limit: Int, by principal: Principal
    ) async throws -> (rows: [LookUpCount], next: LookUpPlace?) {
        let party = try await archive.party(address, for: .readAccessLog, as: principal)
        let place = after ?? .start
        let tellsEveryToken = principal.role == .auditor || principal.role == .system
        let rows = try await Archive.reachable {
            try await query(as: principal) { pipeline in
                pipeline.fetchAll(
                    LookUpStore.page, party, tellsEveryToken, principal.token ?? .untold,
                    LookUpTally.instant(ofHour: place.hour), place.purpose, place.role,
                    place.authority, place.token, Int64(limit + 1))
            }
        }.value
        let page = rows.prefix(limit)
        return (
            try page.map { try LookUpCount($0) },
            rows.count > limit ? page.last.map { LookUpPlace($0) } : nil
        )
    }
}

extension LookUpCount {
    fileprivate init(_ row: LookUpCountRow) throws(RecordError) {
        guard let purpose = LookUpPurpose(rawValue: row.purpose),
            let role = PrincipalRole(rawValue: row.role)
        else { throw RecordError() }
        self.init(
            hour: row.hour, purpose: purpose, role: role,
            authority: row.authority.isEmpty ? nil : AuthorityCode(row.authority),
            token: row.token == .untold ? nil : row.token, label: row.label, count: row.count)
    }
}

extension TokenID {
    /// Stands for every token that is not told.
    fileprivate static var untold: TokenID { TokenID(high: 0, low: 0) }
}

extension LookUpPlace {
    fileprivate init(_ row: LookUpCountRow) {
        self.init(
            hour: LookUpTally.hour(of: row.hour), purpose: row.purpose, role: row.role,
            authority: row.authority, token: row.token)
    }
}
