// SPDX-License-Identifier: Apache-2.0

import API
import Domain
import HTTPTypes
import HummingbirdTesting
import Postgres
import Service
import TestSupport
import Testing

@Suite("Running it")
struct OperationTests {
    @Test("ready means that the database answers and has the schema of this version")
    func readiness() async throws {
        try await withAPI { api in
            #expect(try await api.get("/readyz").string("status") == "ready")
            try await api.tamper(
                """
                DELETE FROM probity.schema_migration WHERE version = \
                (SELECT max(version) FROM probity.schema_migration)
                """)
            let behind = try await api.get("/readyz")
            #expect(behind.status == 503)
            #expect(behind.string("code") == "service.schema")
            #expect(behind.header("Retry-After") == "1")
            #expect(try await api.get("/healthz").string("status") == "alive")
        }
    }

    @Test("without its database the service says so, and serves again when it is back")
    func databaseAway() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let question =
                "/v1/eligibility?party=uscc:91350100M000100Y43&role=inviter&route=cn-visa-f"
            #expect(try await api.get(question, as: cast.desk).status == 200)
            try await setReachable(false, api.connectionString)
            for target in ["/readyz", question, "/v1/ledger/checkpoint"] {
                let reply = try await api.get(target, as: cast.desk)
                #expect(reply.status == 503, "\(target)")
                #expect(reply.string("code") == "service.unavailable", "\(target)")
                #expect(reply.header("Retry-After") == "1", "\(target)")
            }
            let write = try await api.post("/v1/parties", as: cast.officer, Body.party())
            #expect(write.status == 503)
            #expect(try await api.get("/healthz").status == 200)
            try await setReachable(true, api.connectionString)
            var status = 503
            for _ in 0..<100 where status != 200 {
                try await Task.sleep(for: .milliseconds(50))
                status = try await api.get(question, as: cast.desk).status
            }
            #expect(status == 200)
            #expect(try await api.get("/readyz").status == 200)
        }
    }

    @Test("a request is named by its trace, or by a number of ours")
    func requestID() async throws {
        try await withAPI(configuration: APIConfiguration()) { api in
            let trace = "0af7651916cd43dd8448eb211c80319c"
            let named = try await api.get(
                "/v1/policies",
                headers: ["traceparent": "00-\(trace)-b7ad6b7169203331-01"])
            #expect(named.header("X-Request-Id") == trace)
            #expect(named.string("requestId") == trace)
            for bad in [
                "", "x", "00-\(trace.dropLast())-b7ad6b7169203331-01",
                "ff-\(trace)-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-\(trace.uppercased())-b7ad6b7169203331-01",
            ] {
                let reply = try await api.get("/healthz", headers: ["traceparent": bad])
                let id = reply.header("X-Request-Id") ?? ""
                #expect(id.count == 32, "\(bad)")
                #expect(id != trace, "\(bad)")
            }
        }
    }

    @Test("an erased person has no name any more, and the ledger never had it")
    func erasure() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let created = try await api.post(
                "/v1/parties", as: cast.officer,
                Body.party(name: "Wang Xiaoming", kind: "soleTrader", identifier: nil))
            #expect(created.string("party.name") == "Wang Xiaoming")
            let path = "/v1/parties/\(created.string("party.id"))"
            #expect(try await api.get(path, as: cast.officer).string("name") == "Wang Xiaoming")
            let raw = try await api.get(
                "/v1/entries/4", as: cast.auditor,
                headers: ["Accept": "application/octet-stream"])
            #expect(!raw.text.contains("Xiaoming"))
            let erased = try await api.post("\(path):erase", as: cast.administrator)
            #expect(erased.status == 200)
            #expect(erased.json.member("party.name") == .null)
            let shown = try await api.get(path, as: cast.officer)
            #expect(shown.json["name"] == .null)
            #expect(shown.json["town"] == .null)
            #expect(shown.json["erased"] == true)
            let again = try await api.post("\(path):erase", as: cast.administrator)
            #expect(again.status == 409)
            #expect(again.string("code") == "person.erasedAlready")
        }
    }

    @Test("an identifier with odd check characters is taken, with a warning")
    func warnings() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let created = try await api.post(
                "/v1/parties", as: cast.officer,
                Body.party(identifier: "uscc:91350100M000100Y44"))
            #expect(created.status == 201)
            #expect(
                created.string("party.warnings.0.code") == "identifier.check-character")
            #expect(
                created.string("party.warnings.0.identifier") == "uscc:91350100M000100Y44")
        }
    }

    @Test("headers or a body beyond the limits close the connection, once that is said")
    func hugeHeaders() async throws {
        try await withAPI(.live) { api in
            let reply = try? await api.get(
                "/healthz", headers: ["X-Filler": String(repeating: "a", count: 40_000)])
            #expect(reply?.status ?? 431 == 431)
        }
        try await withAPI(.live) { api in
            #expect(try await api.get("/healthz").status == 200)
            let token = try await api.registry.issue(.regulator, territory: "CN")
            let huge = try await api.post(
                "/v1/parties", as: token, String(repeating: " ", count: 1_048_577))
            #expect(huge.status == 413)
            // The rest of it is not listened to.
            #expect(huge.header("Connection") == "close")
        }
    }

    /// Lets connections to the test's database in, or ends them all and lets none in.
    private func setReachable(_ isReachable: Bool, _ connectionString: String) async throws {
        guard let match = connectionString.firstMatch(of: /probity_test_\d+_\d+/) else { return }
        let name = String(match.output)
        try await runScript(
            """
            ALTER DATABASE \(name) ALLOW_CONNECTIONS \(isReachable);
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = '\(name)' AND NOT \(isReachable);
            """, at: connectionString.replacing(name, with: "postgres"))
    }
}
