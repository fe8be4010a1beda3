// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Service
import Testing

@Suite("A superuser who tampers is caught")
struct TamperTests {
    /// One changed byte somewhere, and the place that the verification must name.
    struct Tampering: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let script: String
        let place: String
    }

    static let tamperings = [
        Tampering(
            testDescription: "a byte of an entry",
            script: """
                ALTER TABLE probity.ledger_entry DISABLE TRIGGER USER;
                UPDATE probity.ledger_entry
                SET bytes = set_byte(bytes, 20, get_byte(bytes, 20) # 1) WHERE number = 4;
                """,
            place: "entry 4"),
        Tampering(
            testDescription: "a byte of a history row",
            script: """
                UPDATE probity.history
                SET bytes = set_byte(bytes, 20, get_byte(bytes, 20) # 1) WHERE kind = 'event';
                """,
            place: "history event"),
        Tampering(
            testDescription: "a byte of a standing",
            script: """
                UPDATE probity.standing
                SET bytes = set_byte(bytes, 20, get_byte(bytes, 20) # 1);
                """,
            place: "standing inviter"),
        Tampering(
            testDescription: "a standing taken away",
            script: "DELETE FROM probity.standing;", place: "standing inviter"),
        Tampering(
            testDescription: "an event hidden from the history",
            script: "DELETE FROM probity.history WHERE kind = 'event';",
            place: "history event"),
        Tampering(
            testDescription: "an event counted twice",
            script: "UPDATE probity.event_tally SET bytes = set_byte(bytes, 23, 2);",
            place: "event_tally"),
        Tampering(
            testDescription: "the last entry cut off",
            script: """
                ALTER TABLE probity.ledger_entry DISABLE TRIGGER USER;
                DELETE FROM probity.ledger_entry
                WHERE number = (SELECT max(number) FROM probity.ledger_entry);
                """,
            place: "ledger head"),
        Tampering(
            testDescription: "a party under another name",
            script: "UPDATE probity.party SET name = 'Somebody Else Ltd';", place: "party 0"),
        Tampering(
            testDescription: "an entry moved in time beside its bytes",
            script: """
                ALTER TABLE probity.ledger_entry DISABLE TRIGGER USER;
                UPDATE probity.ledger_entry SET recorded_at = '2999-01-01Z' WHERE number = 4;
                """,
            place: "entry 4"),
        Tampering(
            testDescription: "a law moved to another first day",
            script: """
                ALTER TABLE probity.policy_version DISABLE TRIGGER USER;
                UPDATE probity.policy_version SET in_force_from = '2030-01-01';
                """,
            place: "policy"),
        Tampering(
            testDescription: "a pack with another word in it",
            script: """
                ALTER TABLE probity.policy_version DISABLE TRIGGER USER;
                UPDATE probity.policy_version
                SET pack = convert_to(replace(convert_from(pack, 'UTF8'), '100', '101'), 'UTF8');
                """,
            place: "policy"),
        Tampering(
            testDescription: "an edition that was never imported",
            script: """
                INSERT INTO probity.register_edition
                VALUES ('uk-worker', '2021-01-01', decode(repeat('00', 32), 'hex'), 1);
                """,
            place: "edition 2021-01-01"),
        Tampering(
            testDescription: "an event moved into the other index",
            script: """
                INSERT INTO probity.accreditation_index (accreditation_id, party_id)
                SELECT event_id, party_id FROM probity.event_index;
                DELETE FROM probity.event_index;
                """,
            place: "index of party"),
        Tampering(
            testDescription: "a party given another's identifier",
            script: """
                INSERT INTO probity.party_key (key, party_id)
                SELECT 'lei:5493001KJTIIGC8Y1R12', party_id FROM probity.party LIMIT 1;
                """,
            place: "party_key"),
        Tampering(
            testDescription: "a row of a party that never was",
            script: """
                INSERT INTO probity.standing (party_id, role, regime, entry_number, bytes)
                SELECT '00000000-0000-7000-8000-000000000001', role, regime, entry_number, bytes
                FROM probity.standing LIMIT 1;
                """,
            place: "standing of party 00000000-0000-7000-8000-000000000001"),
        Tampering(
            testDescription: "an accreditation over in the public register",
            script: "UPDATE probity.register_row SET over_on = '2020-01-01';",
            place: "register_row of party"),
        Tampering(
            testDescription: "a row of the public register taken away",
            script: "DELETE FROM probity.register_row;", place: "register_row of party"),
        Tampering(
            testDescription: "another band to be found by",
            script: "UPDATE probity.band_index SET bands[1] = 'A+';",
            place: "band_index inviter"),
        Tampering(
            testDescription: "another day until which bands hold",
            script: "UPDATE probity.band_index SET until_day = '2100-01-01';",
            place: "band_index inviter"),
        Tampering(
            testDescription: "bands of no law",
            script: """
                UPDATE probity.band_index
                SET policy_sha256 = NULL, from_days = '{}', bands = '{}';
                """,
            place: "band_index inviter"),
        Tampering(
            testDescription: "a party taken from the index of bands",
            script: "DELETE FROM probity.band_index;", place: "band_index inviter"),
    ]

    @Test("verification names what was changed", arguments: tamperings)
    func caught(_ tampering: Tampering) async throws {
        try await withRegistry { registry, connectionString in
            try await Self.fill(registry)
            #expect(try await registry.verify().findings == [])
            try await tamper(connectionString, tampering.script)
            let report = try await registry.verify()
            #expect(report.findings.contains { $0.place.hasPrefix(tampering.place) })
        }
    }

    @Test("a ledger rewritten from one end to the other is caught by an earlier checkpoint")
    func rewritten() async throws {
        let checkpoint = try await withRegistry { registry, _ in
            try await Self.fill(registry)
            return try await registry.checkpoint().description
        }
        // Another history under the same keys, sound in itself.
        try await withRegistry { registry, _ in
            try await Self.fill(registry, name: "Another Name Ltd")
            #expect(try await registry.verify().findings == [])
            let report = try await registry.verify(checkpoint: checkpoint)
            #expect(report.findings.map(\.place) == ["checkpoint"])
        }
    }

    @Test("a ledger that grew after a checkpoint still agrees with it")
    func grown() async throws {
        try await withRegistry { registry, _ in
            try await Self.fill(registry)
            let checkpoint = try await registry.checkpoint().description
            try await Self.fill(registry)
            let report = try await registry.verify(checkpoint: checkpoint)
            #expect(report.findings == [])
            #expect(report.checkpointSize != nil)
        }
    }

    private static func fill(
        _ registry: Registry, name: String = "Lingnan Exchange Ltd"
    ) async throws {
        let address = PartyAddress(try await registry.register(.sample(name: name)))
        _ = try await registry.registrar.submit(
            GrantAccreditation(.inviter(address), by: .officer(1)))
        let event = try await registry.report(.falseStatement(address))
        _ = try await registry.registrar.submit(ConfirmEvent(event, by: .officer(2)))
    }
}
