// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Postgres
import Service
import Store
import Testing

@Suite("Erasing a person")
struct ErasureTests {
    @Test("name, town and notes are gone, while verification and every proof still pass")
    func erase() async throws {
        try await withRegistry { registry, _ in
            let secret = "Wang Xiulan"
            let party = try await registry.register(.sample(name: secret, kind: .soleTrader))
            let address = PartyAddress(party)
            let event = try await registry.report(
                .falseStatement(address, note: "\(secret) said so herself"))
            _ = try await registry.registrar.submit(ConfirmEvent(event, by: .officer(2)))
            let before = try await registry.showParty(address, by: .officer(1))
            #expect(before.name == secret)
            #expect(before.town == "Guangzhou")

            _ = try await registry.registrar.submit(ErasePerson(address, by: .administrator))
            let after = try await registry.showParty(address, by: .officer(1))
            #expect(after.name == nil)
            #expect(after.town == nil)
            #expect(after.dossier.isErased)

            let texts = try await registry.withQuery(as: .local) { connection in
                try await connection.fetchOne(
                    "SELECT count(*) AS count FROM probity.personal_text", as: Int64.self)
            }
            #expect(texts == 0)
            #expect(try await registry.verify().findings == [])
            let head = try await registry.headEntry()
            for number in 1...head {
                let entry = try #require(EntryNumber(number))
                let stored = try await registry.showEntry(entry, by: .local)
                let proof = try await registry.prove(entry)
                #expect(throws: Never.self) {
                    try proof.verify(
                        entryBytes: stored.bytes, with: registry.keyring.signing.verifierKey)
                }
                let text = String(decoding: stored.bytes, as: UTF8.self)
                #expect(!text.contains("Xiulan"))
                #expect(!text.contains("Guangzhou"))
            }
        }
    }

    @Test("only an administrator may erase, and only once")
    func rights() async throws {
        try await withRegistry { registry, _ in
            let party = try await registry.register(.sample(kind: .person))
            let address = PartyAddress(party)
            await #expect {
                try await registry.registrar.submit(ErasePerson(address, by: .officer(1)))
            } throws: {
                ($0 as? Refusal)?.code == "access.role"
            }
            _ = try await registry.registrar.submit(ErasePerson(address, by: .administrator))
            await #expect {
                try await registry.registrar.submit(ErasePerson(address, by: .administrator))
            } throws: {
                ($0 as? Refusal)?.code == "person.erasedAlready"
            }
        }
    }
}
