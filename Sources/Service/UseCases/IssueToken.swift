// SPDX-License-Identifier: Apache-2.0

public import Domain
import Postgres
import Store

/// What somebody wants a token for.
public struct TokenRequest: Sendable {
    /// What its holder is to be.
    public let role: PrincipalRole
    /// What it is for: a desk, a system, a handler.
    public let label: String
    /// For which authority an officer acts.
    public let authority: AuthorityCode?
    /// Within which territory; nil for that of the authority.
    public let territory: RegionCode?
    /// For which parties an employer or agent acts.
    public let parties: [PartyAddress]
    /// When it is to end; nil for never.
    public let expiresAt: Instant?

    /// Notes what is wanted.
    public init(
        role: PrincipalRole, label: String, authority: AuthorityCode?, territory: RegionCode?,
        parties: [PartyAddress], expiresAt: Instant?
    ) {
        self.role = role
        self.label = label
        self.authority = authority
        self.territory = territory
        self.parties = parties
        self.expiresAt = expiresAt
    }

    /// Every member that does not fit the role or the hour.
    fileprivate func faults(at now: Instant) -> [InputFault] {
        let isOfficer = role == .regulator || role == .decider
        var faults: [InputFault] = []
        func demand(_ isRight: Bool, _ member: String, _ code: String, _ detail: String) {
            guard !isRight else { return }
            faults.append(InputFault(pointer: "/\(member)", code: code, detail: detail))
        }
        demand(
            role != .system && role != .anyone, "role", "value.malformed",
            "No token is issued in this role.")
        demand(
            !isOfficer || authority != nil, "authority", "member.missing",
            "An officer acts for an authority; name it.")
        demand(
            isOfficer || authority == nil, "authority", "member.notForRole",
            "Only a regulator or decider acts for an authority; leave it out.")
        demand(
            isOfficer || territory == nil, "territory", "member.notForRole",
            "Only a regulator or decider has a territory; leave it out.")
        demand(
            role != .employer || !parties.isEmpty, "parties", "member.missing",
            "An employer or agent acts for one party at least; name it.")
        demand(
            role == .employer || parties.isEmpty, "parties", "member.notForRole",
            "Only an employer or agent acts for parties; leave them out.")
        demand(
            expiresAt.map { now < $0 } ?? true, "expiresAt", "value.past",
            "The token would have ended already; name an instant to come.")
        return faults
    }
}

extension Registry {
    /// Issues a token. An officer's is bound to an authority that stands, and reaches no further
    /// than it; with `isEstablishing` one that is not known yet becomes a root of the tree first.
    ///
    /// - Throws: `Refusal`.
    public func issueToken(
        _ wanted: TokenRequest, by principal: Principal, isEstablishing: Bool = false
    ) async throws -> IssuedToken {
        try Access.demand(principal, .manageTokens, .register)
        let now = clock()
        let faults = wanted.faults(at: now)
        guard faults.isEmpty else { throw Refusal.invalid(faults) }
        let parties = try await parties(of: wanted)
        var authority: Authority?
        var established: AuthorityCode?
        if let code = wanted.authority {
            authority = try await findAuthority(code)
            if authority == nil, isEstablishing {
                authority = try await establish(code, over: wanted.territory, by: principal)
                established = code
            }
        }
        let grant = ServiceToken.Grant(
            role: wanted.role, label: wanted.label, authority: wanted.authority,
            territory: try wanted.territory(under: authority), parties: parties,
            expiresAt: wanted.expiresAt)
        let token = try await Archive.reachable {
            try await withWriter { connection in
                try await ServiceToken.issue(
                    grant, at: now, randomness: .system, on: connection)
            }
        }
        return IssuedToken(
            view: try await showToken(token.id, by: principal), bearer: token.text,
            established: established)
    }

    private func parties(of wanted: TokenRequest) async throws -> Set<PartyID> {
        let found = try await reader.lookUp(all: wanted.parties)
        var parties: Set<PartyID> = []
        for (index, lookUp) in found.enumerated() {
            guard let party = lookUp.party else {
                throw AuthorityRules.refusal(
                    "party.unknown", at: "/parties/\(index)",
                    en: "No party stands under this identifier; check it, or register the party.",
                    zh: "此标识下没有主体；请核对，或先登记该主体。")
            }
            parties.insert(party)
        }
        return parties
    }

    private func findAuthority(_ code: AuthorityCode) async throws -> Authority? {
        try await Archive.reachable {
            try await withQuery { connection in
                try await connection.fetchOptional(AuthorityStore.find, code.text)
            }
        }?.authority
    }

    private func establish(
        _ code: AuthorityCode, over territory: RegionCode?, by principal: Principal
    ) async throws -> Authority {
        guard let territory else {
            throw AuthorityRules.refusal(
                "authority.unknown", at: "/territory",
                en: "This authority is not known yet; name its territory, and it is established.",
                zh: "尚无此机关；请指明其辖区以便设立。")
        }
        let record = AuthorityRecord(
            code: code, name: code.text, parent: nil, territory: territory)
        let receipt = try await registrar.submit(
            EstablishAuthority(record, asking: Asking(principal)))
        return try await self.authority(after: receipt, named: code)
    }
}

extension TokenRequest {
    /// The territory of the token: the authority's, or a part of it.
    fileprivate func territory(under authority: Authority?) throws(Refusal) -> RegionCode? {
        guard self.authority != nil else { return nil }
        guard let authority, authority.closedAt == nil else {
            throw AuthorityRules.refusal(
                "authority.unknown", at: "/authority",
                en: "No authority that stands has this code; GET /v1/authorities lists them.",
                zh: "没有使用此代码的现存机关；请以 GET /v1/authorities 查阅。")
        }
        let widest = authority.record.territory
        guard let territory else { return widest }
        guard widest.contains(territory) else {
            throw AuthorityRules.refusal(
                "territory.outsideAuthority", at: "/territory",
                en: "The territory must lie within that of the authority, \(widest).",
                zh: "辖区须位于该机关的辖区（\(widest)）之内。")
        }
        return territory
    }
}
