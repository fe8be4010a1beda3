// SPDX-License-Identifier: Apache-2.0

import Domain
import Postgres
import TestSupport
import Testing

@testable import Service

@Suite("Look-ups are counted")
struct LookUpTests {
    private static let hour: Int64 = 3_600_000_000
    private static let party = PartyID(high: 1, low: 1)

    private static func at(_ microseconds: Int64) -> Instant {
        Instant(microsecondsSinceEpoch: microseconds)
    }

    private static func sum(_ connectionString: String) async throws -> Int64 {
        try await withConnection(connectionString) {
            try await $0.fetchOne(
                "SELECT coalesce(sum(look_ups), 0)::bigint AS sum FROM probity.look_up_count")
        }
    }

    @Test("an hour ends with its last microsecond, before 1970 as well")
    func hours() {
        for (microseconds, hour) in [
            (-Self.hour - 1, -2), (-Self.hour, -1), (-1, -1), (0, 0), (Self.hour - 1, 0),
            (Self.hour, 1), (Self.hour + 1, 1),
        ] as [(Int64, Int32)] {
            #expect(LookUpTally.hour(of: Self.at(microseconds)) == hour, "\(microseconds)")
        }
        #expect(LookUpTally.instant(ofHour: 2) == Self.at(2 * Self.hour))
    }

    @Test("counts are kept apart by asker, purpose and hour, and bounded")
    func tally() {
        let tally = LookUpTally(maximumCount: 3)
        tally.count(Self.party, for: .rating, by: .desk, at: Self.at(0))
        tally.count(Self.party, for: .rating, by: .desk, at: Self.at(Self.hour - 1))
        tally.count(Self.party, for: .rating, by: .desk, at: Self.at(Self.hour))
        tally.count(Self.party, for: .party, by: .officer(1), at: Self.at(0))
        // No token, no count; and no fourth count, but one more of a third.
        tally.count(Self.party, for: .party, by: .local, at: Self.at(0))
        tally.count(Self.party, for: .party, by: .officer(2), at: Self.at(0))
        tally.count(Self.party, for: .party, by: .officer(1), at: Self.at(0))
        let taken = tally.take()
        #expect(taken.values.map(\.lookUps).sorted() == [1, 2, 2])
        #expect(tally.isEmpty)
        #expect(
            tally.families.first { $0.name == "probity_lookups_dropped_total" }?.samples.first?
                .value == ExactDecimal(mantissa: 1, places: 0))
        tally.count(Self.party, for: .party, by: .officer(1), at: Self.at(0))
        tally.putBack(taken)
        #expect(tally.take().values.map(\.lookUps).sorted() == [1, 2, 3])
    }

    @Test("two daemons add to the same rows, and closing writes the rest")
    func twoDaemons() async throws {
        try await withRegistry { first, connectionString in
            try await withRegistry(at: connectionString) { second in
                for index in 0..<200 {
                    let party = PartyID(high: 1, low: UInt64(index))
                    for registry in [first, second] {
                        registry.note(.eligibility, of: party, by: .desk)
                        registry.note(.party, of: party, by: .desk)
                    }
                }
                async let one: Void = first.writeLookUps()
                async let other: Void = second.writeLookUps()
                _ = try await (one, other)
                #expect(try await Self.sum(connectionString) == 800)
                second.note(.rating, of: Self.party, by: .desk)
            }
            #expect(try await Self.sum(connectionString) == 801)
        }
    }

    @Test("what the database does not take is kept and written later")
    func databaseAway() async throws {
        try await withRegistry { registry, connectionString in
            registry.note(.rating, of: Self.party, by: .desk)
            try await tamper(
                connectionString, "REVOKE INSERT ON probity.look_up_count FROM probity_writer")
            await #expect(throws: (any Error).self) { try await registry.writeLookUps() }
            registry.note(.rating, of: Self.party, by: .desk)
            #expect(try await Self.sum(connectionString) == 0)
            try await tamper(
                connectionString, "GRANT INSERT ON probity.look_up_count TO probity_writer")
            try await registry.writeLookUps()
            #expect(try await Self.sum(connectionString) == 2)
            try await registry.writeLookUps()
            #expect(try await Self.sum(connectionString) == 2)
        }
    }
}
