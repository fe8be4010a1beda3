// SPDX-License-Identifier: Apache-2.0

import Foundation
import HummingbirdTesting
import Testing

@Suite("The runbook")
struct RunbookTests {
    @Test("every metric that it names is one that /metrics prints")
    func metrics() async throws {
        let place = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../deploy/RUNBOOK.md")
        let runbook = try String(contentsOf: place, encoding: .utf8)
        let named = Set(
            runbook.matches(of: /`(probity_[a-z_]+)/).map { String($0.output.1) }
        ).filter { !Self.roles.contains($0) }
        #expect(named.count >= 12)
        try await withAPI { api in
            _ = try await api.get("/healthz")
            let printed = Set(
                try await api.get("/metrics").text.matches(of: /# TYPE ([a-z_]+)/)
                    .map { String($0.output.1) })
            #expect(named.subtracting(printed).sorted() == [])
        }
    }

    /// Roles of the database begin alike.
    private static let roles: Set = [
        "probity_owner", "probity_writer", "probity_query", "probity_hot_reader",
    ]

    @Test("what is refused at the door is counted by its reason")
    func door() async throws {
        try await withAPI(.live) { api in
            let port = try #require(api.client.port)
            let client = try RawClient(port: port)
            client.send("GET /v1/ledger/key HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
            try await client.read()
            let large = try RawClient(port: port)
            large.send(
                "GET /v1/ledger/key HTTP/1.1\r\nHost: a\r\nX-Large: "
                    + String(repeating: "a", count: 40_000) + "\r\n\r\n")
            try await large.read()
            let text = try await api.get("/metrics").text
            for line in [
                #"probity_http_refused_requests_total{reason="malformed",code="400"} 1"#,
                #"probity_http_refused_requests_total{reason="headers",code="431"} 1"#,
                #"probity_http_refused_requests_total{reason="slow",code="408"} 0"#,
                #"probity_http_responses_total{code="400"} 1"#,
                #"probity_http_responses_total{code="431"} 1"#,
            ] {
                #expect(text.contains("\n\(line)\n"), "\(line)")
            }
        }
    }
}
