// SPDX-License-Identifier: Apache-2.0

import Domain
import Postgres
import Service
import TestSupport

/// The tokens of everybody who may turn up, and a party to be about.
struct Cast: Sendable {
    /// Two officers for the whole of China.
    let officer: String
    let secondOfficer: String
    /// An officer for another country.
    let foreignOfficer: String
    let decider: String
    let desk: String
    let auditor: String
    let administrator: String

    /// Issues a token for each.
    init(_ registry: Registry) async throws {
        officer = try await registry.issue(.regulator, territory: "CN")
        secondOfficer = try await registry.issue(.regulator, territory: "CN")
        foreignOfficer = try await registry.issue(.regulator, territory: "GB")
        decider = try await registry.issue(.decider, territory: "CN")
        desk = try await registry.issue(.visaDesk)
        auditor = try await registry.issue(.auditor)
        administrator = try await registry.issue(.administrator)
    }
}

extension Registry {
    /// Issues a token and gives its text.
    func issue(
        _ role: PrincipalRole, territory: String? = nil, party: String? = nil,
        expiresAt: Instant? = nil, issuedAt: Instant? = nil
    ) async throws -> String {
        let isOfficer = role == .regulator || role == .decider
        let grant = ServiceToken.Grant(
            role: role, label: "test", authority: isOfficer ? AuthorityCode("TEST") : nil,
            territory: territory.map { RegionCode($0) }, party: party.flatMap { PartyID($0) },
            expiresAt: expiresAt)
        let now = issuedAt ?? clock()
        return try await withWriter { connection in
            try await ServiceToken.issue(
                grant, at: now, randomness: .system, on: connection
            ).text
        }
    }
}

extension Registry {
    /// Issues a token for whoever acts for several employers.
    func issueAgent(for parties: [String]) async throws -> String {
        let grant = ServiceToken.Grant(
            role: .employer, label: "agent", authority: nil, territory: nil,
            parties: Set(parties.compactMap { PartyID($0) }), expiresAt: nil)
        let now = clock()
        return try await withWriter { connection in
            try await ServiceToken.issue(
                grant, at: now, randomness: .system, on: connection
            ).text
        }
    }
}

/// Bodies of requests, with defaults for what a test does not care about.
enum Body {
    static func party(
        name: String = "Lingnan Exchange Ltd", kind: String = "organisation",
        identifier: String? = "uscc:91350100M000100Y43", region: String = "CN-44"
    ) -> String {
        let identifiers = identifier.map { "\"\($0)\"" } ?? ""
        return """
            {"kind":"\(kind)","name":"\(name)","town":"Guangzhou","region":"\(region)",\
            "identifiers":[\(identifiers)],\
            "facts":{"recordsComplete":true,"paymentRecordsComplete":true}}
            """
    }

    static let inviter = #"{"role":"inviter","route":"cn-visa-f","from":"2026-01-01"}"#

    static func event(
        _ party: String = "uscc:91350100M000100Y43",
        indicator: String = "cn.invitation.false-statement", state: String = "alleged",
        occurredOn: String = "2026-03-01", more: String = ""
    ) -> String {
        """
        {"party":"\(party)","role":"inviter","indicator":"\(indicator)","state":"\(state)",\
        "occurredOn":"\(occurredOn)","reportedOn":"2026-03-04"\(more)}
        """
    }
}

extension TestAPI {
    /// Runs SQL as the superuser, past every guard.
    func tamper(_ script: String) async throws {
        try await runScript(script, at: connectionString)
    }
}
