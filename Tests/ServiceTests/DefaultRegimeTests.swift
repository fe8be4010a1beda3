// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Service
import TestSupport
import Testing

@Suite("The regime of a party that names none")
struct DefaultRegimeTests {
    /// Registers a party without a regime where these packs alone are shipped.
    private func regime(_ packs: [PolicyPack]) async throws -> RegimeCode? {
        try await withTestDatabase(migrated) { connectionString in
            try await withRegistry(at: connectionString, packs: packs) { registry in
                let party = try await registry.register(.sample())
                return try await registry.archive.dossier(of: party, as: .local).dossier?.party
                    .regime
            }
        }
    }

    @Test("is the one that calls itself the default")
    func named() async throws {
        #expect(try await regime(ShippedRegimes.packs) == RegimeCode("cn-model"))
    }

    @Test("is the only one, though it does not call itself so")
    func only() async throws {
        #expect(try await regime([SamplePack().pack]) == RegimeCode("sample"))
    }

    @Test("must be told where there are several, and none is the default")
    func several() async throws {
        let refusal = await #expect(throws: Refusal.self) {
            _ = try await regime(ShippedRegimes.packs.filter { $0.name != "cn-model" })
        }
        #expect(refusal?.code == "policy.unknown")
        #expect(refusal?.faults.map(\.pointer) == ["/regime"])
    }
}
