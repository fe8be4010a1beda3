// SPDX-License-Identifier: Apache-2.0

import API
import Domain
import HTTPTypes
import LawFixtures
import Policy
import Service
import Testing

@Suite("A refusal names the member at fault")
struct NamedMemberTests {
    private static let party = "/v1/parties/uscc:91350100M000100Y43"
    private static let eligibility =
        "/v1/eligibility?party=uscc:91350100M000100Y43&role=inviter&route=cn-visa-f"
    /// Where the law in force is tried.
    private static let simulation: String = {
        let law = try? shippedPolicies().first { $0.code.text == "cn-model" }
        return "/v1/policies/\(law?.reference.name ?? ""):simulate"
    }()

    /// Questions about the last day before the law, and the parameter that says so.
    private static let asked: [(path: String, fault: String)] = [
        (eligibility + "&asOf=2022-12-31", "/asOf policy.notInForce"),
        (party + "/rating?role=inviter&asOf=2022-12-31", "/asOf policy.notInForce"),
        (
            party + "/rating/history?role=inviter&from=2022-12-31&until=2023-12-31",
            "/from policy.notInForce"
        ),
        (party + "/rating/history?role=inviter&until=2023-06-01", "/until policy.notInForce"),
        (party + "/rating?role=inviter&policy=cn-model@zzz", "/policy policy.unknown"),
        (party + "/rating?role=inviter&policy=zzz", "/policy policy.unknown"),
    ]

    /// What is supposed, and the member that cannot be.
    private static let supposed: [(path: String, body: String, fault: String)] = [
        (
            party + "/rating:simulate", #"{"role":"inviter","asOf":"2022-12-31","changes":{}}"#,
            "/asOf policy.notInForce"
        ),
        (
            party + "/rating:simulate", #"{"role":"inviter","changes":{"asOf":"2022-12-31"}}"#,
            "/changes/asOf policy.notInForce"
        ),
        (
            party + "/rating:simulate", #"{"role":"inviter","changes":{"policy":"zzz"}}"#,
            "/changes/policy policy.unknown"
        ),
        (
            party + "/rating:simulate", #"{"role":"inviter","changes":{"policy":"cn-model@zzz"}}"#,
            "/changes/policy policy.unknown"
        ),
        (simulation, #"{"against":"cn-model@zzz"}"#, "/against policy.unknown"),
        (simulation, #"{"asOf":"2022-12-31"}"#, "/asOf policy.notInForce"),
    ]

    @Test("a day without law, and a version that is none, are told where they stand")
    func members() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
            for (path, fault) in Self.asked {
                let reply = try await api.get(
                    path, as: path.hasPrefix("/v1/el") ? cast.desk : cast.officer)
                #expect(reply.faults == [fault], "\(path): \(reply.text)")
            }
            for (path, body, fault) in Self.supposed {
                let reply = try await api.post(path, as: cast.officer, body)
                #expect(reply.faults == [fault], "\(path): \(reply.text)")
            }
        }
    }

    @Test("a simulation is answered as JSON or CSV, and in no other form")
    func forms() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            for (accept, status) in [
                ("application/json", 200), ("text/csv", 200), ("*/*", 200),
                ("application/x-ndjson", 406), ("application/xml", 406),
            ] {
                let reply = try await api.post(
                    Self.simulation, as: cast.administrator, "{}", headers: ["Accept": accept])
                #expect(reply.status == status, "\(accept): \(reply.text)")
                guard status == 406 else { continue }
                #expect(
                    reply.string("detail") == "Ask with Accept: application/json or text/csv.")
            }
        }
    }
}
