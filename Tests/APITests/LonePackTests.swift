// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Testing

@Suite("An installation with one law alone")
struct LonePackTests {
    @Test(
        "it opens, lists that law, describes itself and calculates by it",
        arguments: ShippedRegimes.packs.map(\.name))
    func alone(name: String) async throws {
        let packs = ShippedRegimes.packs.filter { $0.name == name }
        try await withAPI(packs: packs) { api in
            let calculated = try await api.post(
                "/v1/calculate", as: nil,
                #"{"policy":"\#(name)","asOf":"2026-06-01","role":"sponsor","#
                    + #""party":{"kind":"organisation"}}"#)
            #expect(calculated.status == 200, "\(calculated.text)")
            #expect(calculated.string("policy.code") == name)
            #expect(try await api.get("/openapi.json").status == 200)
            let cast = try await Cast(api.registry)
            let listed = try await api.get("/v1/policies", as: cast.administrator)
            #expect(listed.json.member("policies.0.code") == .string(name))
            #expect(listed.json.member("policies.1") == nil)
        }
    }
}
