// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

@Suite("Numbers of events")
struct EventTallyTests {
    private static func event(
        _ low: UInt64, occurredOn: String = "2026-03-01", state: EventState = .alleged,
        quantity: Int = 1, facts: [JSONValue.Member] = [], isDisclosure: Bool = false,
        share: Int64 = 100
    ) -> EventRecord {
        EventRecord(
            id: EventID(high: 1, low: low), role: .inviter, regime: RegimeCode("r"),
            indicator: IndicatorCode("i"), state: state,
            occurredOn: CivilDate(occurredOn) ?? .earliest,
            reportedOn: CivilDate("2026-03-04") ?? .earliest, quantity: quantity, grades: [],
            facts: facts, isVoluntaryDisclosure: isDisclosure, origin: nil, note: nil,
            evidence: [], reporter: TokenID(high: 4, low: 1),
            share: ExactDecimal(mantissa: share, places: 0))
    }

    @Test("what a rule can see tells events apart, and nothing else does")
    func lines() {
        var tally = EventTally()
        let alike = [Self.event(1), Self.event(2), Self.event(3)]
        let apart = [
            Self.event(4, occurredOn: "2026-02-28"), Self.event(5, quantity: 2),
            Self.event(6, facts: [.init("grave", true)]), Self.event(7, isDisclosure: true),
            Self.event(8, state: .confirmed), Self.event(9, share: 60),
        ]
        for event in alike + apart { tally.add(event) }
        #expect(tally.count == 9)
        #expect(tally.groups.count == 2)
        #expect(tally.groups[EventGroup(alike[0])]?.map(\.count) == [1, 3, 1, 1, 1, 1])
        for event in (alike + apart).reversed() { tally.remove(event) }
        #expect(tally == EventTally())
    }

    @Test("the order in which events come does not show")
    func order() {
        let events = (0..<60).map { number in
            Self.event(
                number, occurredOn: "2026-0\(1 + number % 5)-10", quantity: 1 + Int(number % 3),
                facts: number % 2 == 0 ? [.init("n", .integer(Int64(number % 4)))] : [])
        }
        var forward = EventTally()
        var backward = EventTally()
        for event in events { forward.add(event) }
        for event in events.reversed() { backward.add(event) }
        #expect(forward == backward)
    }

    @Test("bytes are read back as they were, and damaged ones are refused")
    func bytes() throws {
        var tally = EventTally()
        for event in [
            Self.event(1), Self.event(2, occurredOn: "2025-12-31", quantity: 1_000_000),
            Self.event(3, facts: [.init("grave", true)], isDisclosure: true),
            Self.event(4, occurredOn: "2026-03-02", isDisclosure: true, share: 60),
        ] { tally.add(event) }
        let lines = try #require(tally.groups.values.first)
        let bytes = lines.bytes
        #expect(bytes.count == 4 * 28 + #"{"facts":{"grave":true}}{"share":60}"#.utf8.count)
        #expect(try [EventLine](bytes: bytes) == lines)
        #expect(lines.map(\.facts) == [[], [], [.init("grave", true)], []])
        #expect(lines.map(\.share.mantissa) == [100, 100, 100, 60])
        #expect(throws: RecordError.self) { try [EventLine](bytes: Array(bytes.dropLast())) }
        #expect(throws: RecordError.self) { try [EventLine](bytes: Array(bytes.dropFirst())) }
        #expect(throws: RecordError.self) { try [EventLine](bytes: bytes + bytes) }
    }
}
