// SPDX-License-Identifier: Apache-2.0

import Domain
import Postgres
import Service
import TestSupport
import Testing

@Suite("A ledger that is older than what is derived from it")
struct DerivedRebuildTests {
    /// What a ledger may be found with.
    struct Damage: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let script: String
    }

    static let damages = [
        Damage(
            testDescription: "nothing stands, as after an upgrade",
            script: """
                DELETE FROM probity.event_tally; DELETE FROM probity.band_index;
                DELETE FROM probity.register_row; DELETE FROM probity.standing;
                """),
        Damage(
            testDescription: "numbers that are too small, in the name of another entry",
            script: """
                UPDATE probity.event_tally SET bytes = set_byte(bytes, 23, 2), entry_number = 1;
                """),
        Damage(
            testDescription: "numbers of events that there are not",
            script: """
                INSERT INTO probity.event_tally
                SELECT party_id, 'sponsor', regime, indicator, state, entry_number, bytes
                FROM probity.event_tally;
                """),
        Damage(
            testDescription: "standings of another form, and one too many",
            script: """
                UPDATE probity.standing SET bytes = '\\x7b7d';
                INSERT INTO probity.standing
                SELECT party_id, 'sponsor', regime, 1, bytes FROM probity.standing;
                """),
        Damage(
            testDescription: "standings in the name of another entry",
            script: "UPDATE probity.standing SET entry_number = entry_number - 1;"),
        Damage(
            testDescription: "bands of no law",
            script: """
                UPDATE probity.band_index
                SET policy_sha256 = NULL, until_day = NULL, from_days = '{}', bands = '{}';
                """),
        Damage(
            testDescription: "a part of the public register",
            script: "DELETE FROM probity.register_row WHERE replaced_by IS NOT NULL;"),
    ]

    /// Gives an accreditation and ten changes of the score that lie ahead, more than a standing
    /// holds; of two allegations one is confirmed, and the group that it left has it as the last.
    private static func fill(_ registry: Registry) async throws -> PartyID {
        let party = try await registry.register()
        let address = PartyAddress(party)
        let granted = try await registry.registrar.submit(
            GrantAccreditation(.inviter(address), by: .officer(1)))
        let today = try registry.today(under: RegimeCode("cn-model"))
        for number in 0..<10 {
            let code = number < 5 ? "cn.invitation.late-close-out" : "cn.outcome.on-time"
            _ = try await registry.report(
                ReportEvent.Details(
                    party: address, role: .inviter, indicator: IndicatorCode(code),
                    state: .confirmed, occurredOn: today.adding(days: number - 20)))
        }
        let alleged = try await registry.report(.falseStatement(address))
        _ = try await registry.report(.falseStatement(address, occurredOn: "2026-03-02"))
        _ = try await registry.registrar.submit(ConfirmEvent(alleged, by: .officer(2)))
        // Another version of the public register.
        if let id = granted.subject {
            _ = try await registry.registrar.submit(
                ChangeAccreditation(
                    AccreditationID(high: id.high, low: id.low), .suspend, on: day("2026-06-01"),
                    by: .officer(1)))
        }
        _ = try await registry.register(.sample(name: "Zhang San", kind: .soleTrader))
        return party
    }

    /// How many bands end on some day, because not every coming step is kept.
    private static func cutBands(_ connectionString: String) async throws -> Int64 {
        try await withConnection(connectionString) {
            try await $0.fetchOne(
                """
                SELECT count(*) AS count FROM probity.band_index
                WHERE until_day > from_days[8] AND policy_sha256 IS NOT NULL
                """)
        }
    }

    private static let due =
        "UPDATE probity.chore SET done_at = 'epoch' WHERE name = 'derived.rebuild';"

    @Test("whoever opens it first makes all of it, as if it had always been", arguments: damages)
    func made(_ damage: Damage) async throws {
        try await withRegistry { registry, connectionString in
            let party = try await Self.fill(registry)
            let question = RatingQuestion(party: PartyAddress(party), role: .inviter)
            let before = try await registry.rate(question, by: .officer(1)).rating
            #expect(try await registry.verify().findings == [])
            #expect(try await Self.cutBands(connectionString) == 1)
            try await tamper(connectionString, damage.script + Self.due)
            #expect(try await !registry.verify().findings.isEmpty)
            try await withRegistry(at: connectionString) { second in
                #expect(try await second.verify().findings == [])
                #expect(try await Self.cutBands(connectionString) == 1)
                let after = try await second.rate(question, by: .officer(1)).rating
                #expect(after.score == before.score && after.band == before.band)
                // What is entered next goes on from what was made.
                let event = try await second.report(.falseStatement(PartyAddress(party)))
                _ = try await second.registrar.submit(ConfirmEvent(event, by: .officer(2)))
                #expect(try await second.verify().findings == [])
            }
        }
    }

    @Test("once it was done nothing is looked for again")
    func once() async throws {
        try await withRegistry { registry, connectionString in
            _ = try await Self.fill(registry)
            try await tamper(connectionString, "DELETE FROM probity.band_index;")
            let left = try await withRegistry(at: connectionString) { second in
                try await second.verify().findings
            }
            #expect(!left.isEmpty)
            try await tamper(connectionString, Self.due)
            let none = try await withRegistry(at: connectionString) { second in
                try await second.verify().findings
            }
            #expect(none == [])
        }
    }
}
