// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

extension TestAPI {
    /// Registers so many parties and grants each leave to invite, past HTTP.
    func grant(_ count: Int) async throws {
        let officer = Principal(
            token: TokenID(high: 9, low: 9), role: .regulator, authority: AuthorityCode("TEST"),
            territory: RegionCode("CN"))
        for start in stride(from: 0, to: count, by: Registrar.batchCount) {
            let size = min(Registrar.batchCount, count - start)
            let registrations = (0..<size).map { number in
                RegisterParty(
                    RegisterParty.Details(
                        kind: .organisation, name: "Party \(start + number)", town: nil,
                        region: RegionCode("CN-44"), regime: nil, identifiers: [], facts: []),
                    by: officer)
            }
            let parties = try await registry.registrar.submit(group: registrations).map {
                try $0.get().party
            }
            let grants = parties.compactMap(\.self).map { party in
                GrantAccreditation(
                    GrantAccreditation.Details(
                        party: PartyAddress(party), role: .inviter, route: RouteCode("cn-visa-f"),
                        regions: [], from: CivilDate("2026-01-01") ?? .earliest, expiresOn: nil,
                        band: nil, services: []),
                    by: officer)
            }
            for answer in await registry.registrar.submit(group: grants) { _ = try answer.get() }
        }
    }
}
