// SPDX-License-Identifier: Apache-2.0

import Crypto
import Domain
import Service
import Store
import Testing

@Suite("The one write path")
struct RegistrarTests {
    private static func request(_ key: String, _ body: String) throws -> RequestKey {
        RequestKey(
            principal: TokenID(high: 1, low: 1), route: "POST /v1/events", key: key,
            requestHash: try #require(Digest32(Array(SHA256.hash(data: Array(body.utf8))))))
    }

    @Test("a repeated request is answered by the same entry and enters nothing more")
    func replay() async throws {
        try await withRegistry { registry, _ in
            let address = PartyAddress(try await registry.register())
            let request = try Self.request("one", "body")
            let command = ReportEvent(
                .falseStatement(address), by: .officer(1), request: request)
            let first = try await registry.registrar.submit(command)
            let again = try await registry.registrar.submit(command)
            #expect(!first.isReplay)
            #expect(again.isReplay)
            #expect(again.entry == first.entry)
            #expect(again.subject == first.subject)
            #expect(try await registry.headEntry() == first.entry.value)
        }
    }

    @Test("a key that was used for another request is refused")
    func keyReused() async throws {
        try await withRegistry { registry, _ in
            let address = PartyAddress(try await registry.register())
            _ = try await registry.registrar.submit(
                ReportEvent(
                    .falseStatement(address), by: .officer(1),
                    request: try Self.request("one", "body")))
            let other = ReportEvent(
                .falseStatement(address), by: .officer(1),
                request: try Self.request("one", "another body"))
            await #expect {
                try await registry.registrar.submit(other)
            } throws: {
                ($0 as? Refusal)?.code == "idempotency.keyReused"
            }
        }
    }

    @Test("the same request sent 20 times at once is entered once")
    func concurrentReplay() async throws {
        try await withRegistry { registry, _ in
            let address = PartyAddress(try await registry.register())
            let head = try await registry.headEntry()
            let command = ReportEvent(
                .falseStatement(address), by: .officer(1),
                request: try Self.request("one", "body"))
            let entries = try await withThrowingTaskGroup(of: EntryNumber.self) { group in
                for _ in 0..<20 {
                    group.addTask { try await registry.registrar.submit(command).entry }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(entries.map(\.value) == [head + 1])
        }
    }

    @Test("two daemons that register one identifier at once register it once")
    func twoDaemons() async throws {
        try await withRegistry { registry, connectionString in
            try await withRegistry(at: connectionString) { other in
                let identifier = try Identifier(parsing: "gb-crn:06472420")
                let results = await withTaskGroup(of: Bool.self) { group in
                    for daemon in [registry, other, registry, other] {
                        group.addTask {
                            let party = try? await daemon.register(
                                .sample(identifiers: [identifier]))
                            return party != nil
                        }
                    }
                    return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                }
                #expect(results == 1)
                #expect(try await registry.verify().findings == [])
            }
        }
    }

    @Test("400 commands from 40 clients on two daemons get numbers without a gap")
    func numbers() async throws {
        try await withRegistry { registry, connectionString in
            try await withRegistry(at: connectionString) { other in
                let head = try await registry.headEntry()
                let entries = try await withThrowingTaskGroup(of: [Int64].self) { group in
                    for client in 0..<40 {
                        let daemon = client.isMultiple(of: 2) ? registry : other
                        group.addTask {
                            var entries: [Int64] = []
                            for number in 0..<10 {
                                let receipt = try await daemon.registrar.submit(
                                    RegisterParty(
                                        .sample(name: "Client \(client) Party \(number)"),
                                        by: .officer(1)))
                                entries.append(receipt.entry.value)
                            }
                            return entries
                        }
                    }
                    return try await group.reduce(into: []) { $0 += $1 }
                }
                #expect(entries.sorted() == Array((head + 1)...(head + 400)))
                #expect(try await registry.verify().findings == [])
            }
        }
    }

    @Test("a group enters what it can and refuses the rest, each with its own reason")
    func group() async throws {
        try await withRegistry { registry, _ in
            let identifier = try Identifier(parsing: "gb-crn:SC123456")
            let commands: [any Command] = [
                RegisterParty(.sample(identifiers: [identifier]), by: .officer(1)),
                RegisterParty(.sample(identifiers: [identifier]), by: .officer(1)),
                RegisterParty(.sample(region: "GB"), by: .officer(1)),
                RegisterParty(.sample(name: "Another"), by: .officer(1)),
            ]
            let results = await registry.registrar.submit(group: commands)
            let codes = results.map { result -> String in
                switch result {
                case .success: "entered"
                case .failure(let error): (error as? Refusal)?.code ?? "\(error)"
                }
            }
            #expect(codes == ["entered", "party.identifierTaken", "access.territory", "entered"])
        }
    }
}
