// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Duties of the register by law and calendar")
struct DutyTermsTests {
    private static let party = PartyRecord(
        id: PartyID(high: 1, low: 1), kind: .organisation, name: .open("A"), town: nil,
        region: RegionCode("CN-44"), regime: RegimeCode("sample"), identifiers: [], facts: [])

    private static func duty(
        _ code: String, raisedOn text: String, in pack: SamplePack = DutyPack.sample
    ) throws -> DutyRecord {
        let due = try DutyDays.due(
            DutyCode(code), raisedOn: day(text), of: party, role: .sponsor,
            policy: try pack.policy())
        return DutyRecord(
            id: DutyID(high: 5, low: 5), party: party.id, role: .sponsor,
            regime: RegimeCode("sample"), duty: DutyCode(code), cause: DutyCause(word: "w"),
            raisedOn: day(text), dueOn: due.day, isProvisional: due.isProvisional)
    }

    private static func terms(
        _ record: DutyRecord, in pack: SamplePack = DutyPack.sample
    ) throws -> DutyTerms {
        try DutyTerms(of: record, party, policy: try pack.policy())
    }

    @Test(
        "five working days, a holiday among them, and at the turn of a leap February",
        arguments: [
            ("2026-06-05", "2026-06-12"), ("2026-06-08", "2026-06-16"),
            ("2026-06-09", "2026-06-17"),
        ])
    func workingDays(raisedOn: String, last: String) throws {
        let record = try Self.duty("answer", raisedOn: raisedOn)
        #expect(record.lastDay == day(last))
        #expect(!record.isProvisional)
    }

    @Test(
        "a fixed day that only leap years have",
        arguments: [
            ("2028-02-28", "2028-02-29"), ("2028-02-29", "2029-02-28"),
            ("2028-03-01", "2029-02-28"),
        ])
    func leapYear(raisedOn: String, last: String) throws {
        #expect(try Self.duty("account", raisedOn: raisedOn).lastDay == day(last))
    }

    @Test(
        "a last day is provisional from the first day that the calendar is not published for",
        arguments: [
            // Thursday 2026-12-24, Friday 2026-12-25, Saturday 2026-12-26.
            ("2026-12-24", "2026-12-31", false), ("2026-12-25", "2027-01-01", true),
            ("2026-12-26", "2027-01-01", true),
        ])
    func published(raisedOn: String, last: String, isProvisional: Bool) throws {
        let record = try Self.duty("answer", raisedOn: raisedOn)
        #expect(record.lastDay == day(last))
        #expect(record.isProvisional == isProvisional)
    }

    @Test(
        "once the calendar is published the day becomes later or stays, and never earlier",
        arguments: [
            ("[2027-01-01]", "2027-01-04", false), ("[2026-06-15]", "2027-01-01", false),
            ("[2027-01-01, 2027-01-04]", "2027-01-05", false),
        ])
    func toldAnew(holidays: String, last: String, isProvisional: Bool) throws {
        let record = try Self.duty("answer", raisedOn: "2026-12-25")
        let pack = DutyPack.published(holidays: holidays)
        let told = try Self.terms(record, in: pack).toldAnew
        #expect(told.lastDay == day(last))
        #expect(told.isProvisional == isProvisional)
        // A day that was notified stays, though the law would have named an earlier one.
        let later = record.moved(
            dueOn: day("2027-01-08"), lastDay: day("2027-01-08"), isProvisional: true)
        #expect(try Self.terms(later, in: pack).toldAnew.lastDay == day("2027-01-08"))
        #expect(try Self.terms(record).toldAnew == record)
    }

    @Test("what was put off keeps its day when the calendar is published, unless that is a holiday")
    func putOffAnew() throws {
        let record = try Self.duty("answer", raisedOn: "2026-12-25")
        let extended = try Self.terms(record).extended(.init(to: day("2027-01-07"), reason: nil))
        #expect(extended.lastDay == day("2027-01-07"))
        #expect(extended.isProvisional)
        let same = try Self.terms(
            extended, in: DutyPack.published(holidays: "[2027-01-01]")
        ).toldAnew
        #expect(same.lastDay == day("2027-01-07"))
        #expect(!same.isProvisional)
        let moved = try Self.terms(
            extended, in: DutyPack.published(holidays: "[2027-01-07]")
        ).toldAnew
        #expect(moved.lastDay == day("2027-01-08"))
    }

    @Test(
        "it is put off to a day after the last one, and no further than the law allows",
        arguments: [
            ("2026-06-16", nil), ("2026-06-17", "2026-06-17"), ("2026-06-23", "2026-06-23"),
            ("2026-06-24", nil),
        ])
    func putOff(to text: String, last: String?) throws {
        let record = try Self.duty("answer", raisedOn: "2026-06-08")
        let terms = try Self.terms(record)
        let extended = try? terms.extended(.init(to: day(text), reason: nil))
        #expect(extended?.lastDay == last.map { day($0) })
        #expect(extended?.dueOn == last.map { _ in day("2026-06-16") })
    }

    @Test("to a weekend it is put off to the next working day")
    func weekend() throws {
        let record = try Self.duty("answer", raisedOn: "2026-06-08")
        let extended = try Self.terms(record).extended(.init(to: day("2026-06-20"), reason: nil))
        #expect(extended.lastDay == day("2026-06-22"))
        #expect(extended.extended?.to == day("2026-06-20"))
    }

    @Test("what the law does not allow is refused")
    func refused() throws {
        let follow = try Self.duty("follow-up", raisedOn: "2026-03-01")
        #expect(throws: AssessmentError.self) {
            try Self.terms(follow).extended(.init(to: day("2026-04-02"), reason: nil))
        }
        #expect(try Self.terms(follow).refusalOfWaiver == nil)
        let answer = try Self.duty("answer", raisedOn: "2026-06-08")
        let terms = try Self.terms(answer)
        #expect(terms.refusalOfWaiver?.code == "duty.notWaivable")
        #expect(throws: ProcedureRefusal.self) {
            try terms.notOwed(since: day("2026-06-09"), word: "accreditationEnded")
        }
        let today = day("2026-06-10")
        #expect(terms.refusal(ofFiling: "report", on: today, today: today) == nil)
        #expect(
            terms.refusal(ofFiling: "report", on: day("2026-06-11"), today: today)?.code
                == "value.inFuture")
        #expect(
            terms.refusal(ofFiling: "report", on: day("2026-06-07"), today: today)?.code
                == "value.order")
        #expect(terms.refusal(ofFiling: "report", on: day("2026-06-08"), today: today) == nil)
        #expect(
            terms.refusal(ofFiling: "letter", on: today, today: today)?.code
                == "duty.kindUnknown")
    }

    @Test(
        "what follows counts on the day after the last one, with the days late",
        arguments: [
            ("2026-03-31", nil), ("2026-04-01", 1), ("2026-04-02", 2),
        ])
    func late(filedOn text: String, quantity: Int?) throws {
        let terms = try Self.terms(try Self.duty("close-out", raisedOn: "2026-03-01"))
        let raised = terms.late(filedOn: day(text))
        #expect(raised?.quantity == quantity)
        #expect(raised?.occurredOn == quantity.map { _ in day("2026-04-01") })
        #expect(terms.missed?.quantity == 1)
        #expect(terms.remindDays == [14, 3])
    }

    @Test("one day late is what a miss counts, whenever it is looked at")
    func missed() throws {
        let record = try Self.duty("answer", raisedOn: "2026-06-08")
        let missed = try #require(try Self.terms(record).missed)
        #expect(missed.quantity == 1)
        #expect(missed.occurredOn == day("2026-06-17"))
        let event = missed.event(EventID(high: 9, low: 9), of: record, on: nil, isLate: false)
        #expect(event.determinedOn == day("2026-06-17"))
        #expect(event.state == .confirmed)
        #expect(
            event.origin == EventOrigin(system: "probity.duties", id: record.id.description))
    }
}
