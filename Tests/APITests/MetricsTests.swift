// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import HummingbirdTesting
import Service
import Testing

@Suite("Metrics")
struct MetricsTests {
    /// The text, read by its grammar: each number under its name and labels.
    private static func read(_ text: String) throws -> [String: ExactDecimal] {
        var kinds: [String: String] = [:]
        var numbers: [String: ExactDecimal] = [:]
        #expect(text.hasSuffix("\n"))
        for line in text.split(separator: "\n") {
            if let match = line.wholeMatch(of: /# TYPE ([a-z_]+) (counter|gauge|histogram)/) {
                let name = String(match.output.1)
                #expect(kinds.updateValue(String(match.output.2), forKey: name) == nil, "\(name)")
                continue
            }
            if line.wholeMatch(of: /# HELP [a-z_]+ .+/) != nil { continue }
            let label = #"[a-z_]+="(?:[^"\\\n]|\\["\\n])*""#
            let form = try Regex(
                #"([a-z_]+?)(_bucket|_sum|_count)?((?:\{\#(label)(?:,\#(label))*\})?) (-?[0-9.]+)"#,
                as: (Substring, Substring, Substring?, Substring, Substring).self)
            guard let match = line.wholeMatch(of: form) else {
                Issue.record("not in form: \(line)")
                continue
            }
            let (name, suffix) = (String(match.output.1), String(match.output.2 ?? ""))
            let kind = kinds[name] ?? kinds[name + suffix]
            #expect(kind != nil, "\(line) has no TYPE above it")
            let key = name + suffix + match.output.3
            #expect(numbers[key] == nil, "\(key) stands twice")
            numbers[key] = ExactDecimal(match.output.4)
        }
        return numbers
    }

    private static func metrics(_ api: TestAPI) async throws -> [String: ExactDecimal] {
        let reply = try await api.get("/metrics")
        #expect(reply.status == 200)
        #expect(reply.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
        return try read(reply.text)
    }

    private static func whole(_ number: Int64) -> ExactDecimal {
        ExactDecimal(mantissa: number, places: 0)
    }

    @Test("requests, look-ups, commands and the process are counted")
    func counted() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
            _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
            for _ in 0..<3 {
                _ = try await api.get(
                    "/v1/eligibility?party=uscc:91350100M000100Y43&role=inviter&route=cn-visa-f",
                    as: cast.desk)
            }
            _ = try await api.get("/v1/nowhere/Wang")
            let found = try await Self.metrics(api)
            let parties = #"{route="/v1/parties",method="POST""#
            let eligibility = #"{route="/v1/eligibility",method="GET""#
            for (key, value) in [
                (#"probity_http_requests_total\#(parties),status="2xx"}"#, 1),
                (#"probity_http_requests_total\#(parties),status="4xx"}"#, 1),
                (#"probity_http_requests_total\#(eligibility),status="2xx"}"#, 3),
                (#"probity_http_request_duration_seconds_count\#(eligibility)}"#, 3),
                (#"probity_http_request_duration_seconds_bucket\#(eligibility),le="+Inf"}"#, 3),
                (#"probity_http_requests_total{route="none",method="other",status="4xx"}"#, 1),
                (#"probity_http_responses_total{code="201"}"#, 1),
                (#"probity_http_responses_total{code="404"}"#, 1),
                (#"probity_http_responses_total{code="503"}"#, 0),
                (#"probity_http_responses_total{code="429"}"#, 0),
                ("probity_http_requests_in_flight", 1),
                ("probity_reader_query_lookups_sum", 3),
                ("probity_reader_waiting_lookups", 0),
                ("probity_registrar_refused_commands_total", 1),
                ("probity_registrar_waiting_commands", 0),
                ("probity_ledger_head_entries", 4),
                ("probity_lookup_counts_waiting", 1),
                (#"probity_pool_maximum_connections{pool="query"}"#, 8),
                (#"probity_pool_connections{pool="hotReader",state="leased"}"#, 0),
            ] as [(String, Int64)] {
                #expect(found[key] == Self.whole(value), "\(key)")
            }
            for name in ["cpu_seconds_total", "resident_memory_bytes", "open_fds", "max_fds"] {
                #expect((found["process_\(name)"] ?? Self.whole(0)) > Self.whole(0), "\(name)")
            }
            let start = try #require(found["process_start_time_seconds"])
            let now = Int64(Date.now.timeIntervalSince1970)
            #expect(start > Self.whole(now - 86_400) && start < Self.whole(now + 2))
        }
    }

    @Test("a stream is in flight until its last line, and then no more")
    func streams() async throws {
        try await withAPI(.live) { api in
            let cast = try await Cast(api.registry)
            let reply = try await api.post(
                "/v1/eligibility:batch", as: cast.desk, "{}\n{}\n",
                headers: ["Content-Type": "application/x-ndjson"])
            #expect(reply.lines.count == 2)
            // The count comes with the end of the stream, which the client may see first.
            let key =
                #"probity_http_requests_total{route="/v1/eligibility:batch",method="POST","#
                + #"status="2xx"}"#
            var found = try await Self.metrics(api)
            for _ in 0..<50 where found[key] == nil {
                try await Task.sleep(for: .milliseconds(20))
                found = try await Self.metrics(api)
            }
            #expect(found[key] == Self.whole(1))
            #expect(found["probity_http_requests_in_flight"] == Self.whole(1))
        }
    }

    @Test("a value on a bound lies below it, one beyond every bound in the last bucket")
    func buckets() {
        let histogram = Histogram(bounds: [10, 20], places: 3)
        for value in [9, 10, 11, 20, 21] { histogram.observe(value) }
        #expect(histogram.snapshot.counts == [2, 2, 1])
        let family = MetricFamily("a_seconds", "A.", histogram: histogram)
        #expect(
            family.samples.map { "\($0.suffix)\($0.labels.map(\.value)) \($0.value)" } == [
                #"_bucket["0.01"] 2"#, #"_bucket["0.02"] 4"#, #"_bucket["+Inf"] 5"#,
                "_sum[] 0.071", "_count[] 5",
            ])
    }

    @Test(
        "promtool finds nothing to mend",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/promtool")))
    func promtool() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
            let text = try await api.get("/metrics").bytes
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/promtool")
            process.arguments = ["check", "metrics"]
            let (input, output) = (Pipe(), Pipe())
            process.standardInput = input
            process.standardOutput = output
            process.standardError = output
            try process.run()
            try input.fileHandleForWriting.write(contentsOf: Data(text))
            try input.fileHandleForWriting.close()
            let said = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0, "\(String(decoding: said, as: UTF8.self))")
        }
    }
}
