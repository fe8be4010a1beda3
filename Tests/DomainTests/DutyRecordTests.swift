// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

@Suite("Duties in a dossier")
struct DutyRecordTests {
    private static let party = PartyID(high: 1, low: 1)
    private static let sealed = SealedText(
        text: TextID(high: 8, low: 8), commitment: .init(Array(repeating: 7, count: 32))!)

    private static func day(_ text: String) -> CivilDate {
        guard let day = CivilDate(text) else { preconditionFailure("\(text) is no day.") }
        return day
    }

    private static func duty(_ number: UInt64 = 5, isProvisional: Bool = false) -> DutyRecord {
        DutyRecord(
            id: DutyID(high: 5, low: number), party: party, role: .sponsor,
            regime: RegimeCode("model"), duty: DutyCode("close-out"),
            cause: DutyCause(
                word: "closed", undertaking: UndertakingID(high: 6, low: 6), reference: "r-1"),
            raisedOn: day("2026-05-02"), facts: [.init("service", "personal")],
            dueOn: day("2026-06-01"), isProvisional: isProvisional)
    }

    private static func dossier() -> Dossier {
        Dossier(
            party: PartyRecord(
                id: party, kind: .organisation, name: .open("A"), town: nil,
                region: RegionCode("CN-44"), regime: RegimeCode("model"), identifiers: [],
                facts: []))
    }

    private static let discharge = DutyDischarge(
        kind: "report", filedOn: day("2026-06-04"),
        evidence: [.init(Array(repeating: 9, count: 32))!], note: sealed,
        event: EventID(high: 9, low: 9))

    /// The duty after each change.
    private static let changes: [(DutyChange, DutyRecord)] = [
        (.raised, duty()),
        (
            .moved,
            duty(isProvisional: true).moved(
                dueOn: day("2026-06-02"), lastDay: day("2026-06-02"), isProvisional: false)
        ),
        (
            .extended,
            duty().extended(
                .init(to: day("2026-06-10"), reason: sealed), lastDay: day("2026-06-11"),
                isProvisional: true)
        ),
        (.missed, duty().missed(.init(event: EventID(high: 9, low: 9)))),
        (.missed, duty().missed(.init(event: nil))),
        (.discharged, duty().settled(.discharged(discharge))),
        (.waived, duty().settled(.waived(on: day("2026-05-20"), reason: sealed))),
        (.ended, duty().settled(.ended(word: "undertakingClosed", on: day("2026-05-20")))),
    ]

    @Test("each is read back from an entry and from the history as it was written")
    func roundTrip() throws {
        for (change, record) in Self.changes {
            let body = EntryBody.dutyChanged(change, record)
            #expect(body.kind == "duty.\(change.rawValue)")
            let value = try JSONValue(parsing: body.json.canonicalBytes)
            #expect(try EntryBody(kind: body.kind, value) == body)
            let row = HistoryRecord.duty(record)
            #expect(try HistoryRecord(kind: .duty, bytes: row.bytes) == row)
        }
    }

    @Test("an unknown member of a stored duty is refused, and a missing one too")
    func strict() {
        #expect(throws: InputFaults.self) {
            try DutyRecord(.object([.init("id", "0198c0de-0000-7000-8000-000000000001")]))
        }
    }

    @Test("a duty is raised once, changed while it is open, missed once and settled once")
    func fold() throws {
        var dossier = Self.dossier()
        let duty = Self.duty()
        #expect(throws: FoldError.unknownRecord) {
            try dossier.apply(.dutyChanged(.missed, duty.missed(.init(event: nil))))
        }
        try dossier.apply(.dutyChanged(.raised, duty))
        #expect(throws: FoldError.duplicate) { try dossier.apply(.dutyChanged(.raised, duty)) }
        let missed = duty.missed(.init(event: nil))
        try dossier.apply(.dutyChanged(.missed, missed))
        for change in [DutyChange.missed, .extended, .moved] {
            #expect(throws: FoldError.outOfOrder) {
                try dossier.apply(.dutyChanged(change, missed))
            }
        }
        let settled = missed.settled(.discharged(Self.discharge))
        try dossier.apply(.dutyChanged(.discharged, settled))
        for change in DutyChange.allCases where change != .raised {
            #expect(throws: FoldError.outOfOrder) {
                try dossier.apply(.dutyChanged(change, settled))
            }
        }
        #expect(dossier.duties == [duty.id: settled])
        #expect(try Dossier(records: dossier.records) == dossier)
    }

    @Test("a duty of another party is refused")
    func foreign() {
        var dossier = Self.dossier()
        let other = DutyRecord(
            id: DutyID(high: 5, low: 5), party: PartyID(high: 2, low: 2), role: .sponsor,
            regime: RegimeCode("model"), duty: DutyCode("d"), cause: DutyCause(word: "w"),
            raisedOn: Self.day("2026-05-02"), dueOn: Self.day("2026-06-01"),
            isProvisional: false)
        #expect(throws: FoldError.unknownRecord) {
            try dossier.apply(.dutyChanged(.raised, other))
        }
    }

    @Test(
        "it is open through its last day, and overdue the day after",
        arguments: [
            ("2026-05-31", DutyState.open, nil), ("2026-06-01", .open, nil),
            ("2026-06-02", .overdue, 1), ("2026-06-03", .overdue, 2),
        ])
    func states(on text: String, state: DutyState, daysLate: Int?) {
        #expect(Self.duty().state(on: Self.day(text)) == state)
        #expect(Self.duty().daysLate(on: Self.day(text)) == daysLate)
    }

    @Test(
        "what is filed by the last day is in time, and late the day after",
        arguments: [
            ("2026-05-31", DutyState.discharged, nil), ("2026-06-01", .discharged, nil),
            ("2026-06-02", .late, 1),
        ])
    func filed(on text: String, state: DutyState, daysLate: Int?) {
        let filed = Self.duty().settled(
            .discharged(DutyDischarge(kind: "report", filedOn: Self.day(text))))
        #expect(filed.recordedState == state)
        #expect(filed.daysLate(on: Self.day("2026-09-01")) == daysLate)
    }

    @Test("the days on which it is overdue end with its settlement")
    func overdue() {
        let duty = Self.duty()
        let after = Self.day("2026-06-02")
        #expect(duty.overdue?.from == after)
        #expect(duty.overdue?.until == nil)
        func filed(_ text: String) -> DutyRecord {
            duty.settled(.discharged(DutyDischarge(kind: "report", filedOn: Self.day(text))))
        }
        #expect(filed("2026-06-01").overdue == nil)
        // Done on the day after the last one, there is no day on which it was not done.
        #expect(filed("2026-06-02").overdue == nil)
        #expect(filed("2026-06-03").overdue?.until == Self.day("2026-06-03"))
        let waived = duty.settled(.waived(on: Self.day("2026-06-09"), reason: nil))
        #expect(waived.overdue?.until == Self.day("2026-06-09"))
        #expect(duty.settled(.waived(on: after, reason: nil)).overdue == nil)
        #expect(duty.settled(.ended(word: "x", on: Self.day("2026-06-01"))).overdue == nil)
        #expect(Self.duty(isProvisional: true).overdue == nil)
        #expect(Self.duty(isProvisional: true).missed(.init(event: nil)).overdue != nil)
    }

    @Test("its place in the list is read back, and nothing else is")
    func place() {
        let place = DutyPlace(lastDay: Self.day("2026-06-01"), duty: DutyID(high: 5, low: 5))
        #expect(DutyPlace(place.description) == place)
        for text in ["", "2026-06-01", "2026-06-31_\(place.duty)", "\(place)_", "x_\(place.duty)"] {
            #expect(DutyPlace(text) == nil)
        }
        #expect(place < DutyPlace(lastDay: Self.day("2026-06-01"), duty: DutyID(high: 5, low: 6)))
        #expect(place < DutyPlace(lastDay: Self.day("2026-06-02"), duty: DutyID(high: 0, low: 0)))
    }

    @Test("a standing tells of duties by date, and is read back")
    func standing() throws {
        let owed = StandingDuty(duty: DutyCode("close-out"), lastDay: Self.day("2026-06-01"))
        #expect(!owed.isOverdue(on: Self.day("2026-06-01")))
        #expect(owed.isOverdue(on: Self.day("2026-06-02")))
        let past = StandingDuty(
            duty: DutyCode("pay"), lastDay: Self.day("2026-06-01"), until: Self.day("2026-06-04"))
        #expect(past.isOverdue(on: Self.day("2026-06-03")))
        #expect(!past.isOverdue(on: Self.day("2026-06-04")))
        let key = StandingKey(party: Self.party, role: .sponsor, regime: RegimeCode("model"))
        let standing = Standing(
            key: key, from: Self.day("2026-06-01"),
            policy: PolicyReference(
                code: RegimeCode("model"), version: "1",
                sha256: .init(Array(repeating: 7, count: 32))!),
            accreditations: [], sanctions: [], duties: [owed, past], isRelated: true, steps: [])
        #expect(try Standing(key: key, bytes: standing.bytes) == standing)
    }
}
