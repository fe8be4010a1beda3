// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Testing

@Suite("Reporting, confirming and annulling")
struct EventRulesTests {
    private let policy: Policy
    private let today = day("2026-06-10")
    private let reporter = TokenID(high: 4, low: 1)
    private let other = TokenID(high: 4, low: 2)

    init() throws { policy = try Situation.scored().policy }

    private func event(
        _ indicator: String = "cn.report.late", role: Role = .sponsor,
        occurredOn: String = "2026-06-01", reportedOn: String = "2026-06-10", quantity: Int = 1,
        state: EventState = .alleged, grades: [JSONValue.Member] = [],
        facts: [JSONValue.Member] = []
    ) -> EventRecord {
        EventRecord(
            id: EventID(high: 3, low: 1), role: role, regime: policy.code,
            indicator: IndicatorCode(indicator), state: state, occurredOn: day(occurredOn),
            reportedOn: day(reportedOn), quantity: quantity, grades: grades, facts: facts,
            isVoluntaryDisclosure: false, origin: nil, note: nil, evidence: [],
            reporter: reporter)
    }

    private func reportCodes(_ event: EventRecord) -> [String] {
        ReportRules.refusals(of: event, policy: policy, today: today).map(\.code)
    }

    @Test("what the law knows can be reported on the day it happened and until today")
    func sound() {
        #expect(reportCodes(event()) == [])
        #expect(reportCodes(event(occurredOn: "2026-06-10")) == [])
        #expect(reportCodes(event(facts: [.init("forGain", true)])) == [])
    }

    @Test("an indicator must exist, be in force that day and concern the role")
    func indicator() {
        #expect(reportCodes(event("cn.none")) == ["event.indicatorUnknown"])
        #expect(reportCodes(event(occurredOn: "2023-01-01")) == [])
        #expect(
            reportCodes(event(occurredOn: "2022-12-31")) == ["event.indicatorNotInForce"])
        #expect(reportCodes(event(role: .inviter)) == ["event.roleNotOpen"])
    }

    @Test("the days must be in order: happened, reported, today")
    func days() {
        #expect(reportCodes(event(reportedOn: "2026-05-31")) == ["event.reportedBeforeOccurred"])
        #expect(reportCodes(event(reportedOn: "2026-06-01")) == [])
        #expect(reportCodes(event(reportedOn: "2026-06-11")) == ["event.reportedInFuture"])
    }

    @Test(
        "quantities: zero, one, the most and one more",
        arguments: [(0, false), (1, true), (1_000, true), (1_001, false)])
    func quantity(quantity: Int, isTaken: Bool) {
        #expect(
            reportCodes(event(quantity: quantity))
                == (isTaken ? [] : ["event.quantityOutOfRange"]))
    }

    @Test("fixed points take the quantity 1 only")
    func fixedQuantity() {
        #expect(reportCodes(event("cn.verification.refused", quantity: 1)) == [])
        #expect(
            reportCodes(event("cn.verification.refused", quantity: 2))
                == ["event.quantityOutOfRange"])
    }

    @Test("facts must be known and of their kind, and nothing is graded")
    func facts() {
        let refusals = ReportRules.refusals(
            of: event(
                "cn.employment.illegal", grades: [.init("harm", 3)],
                facts: [.init("forGain", 1), .init("why", "so")]),
            policy: policy, today: today)
        #expect(
            refusals.map(\.code) == ["event.gradesNotTaken", "fact.wrongKind", "fact.unknown"])
        #expect(refusals.map(\.pointer) == ["/grades", "/facts/forGain", "/facts/why"])
        for refusal in refusals { #expect(refusal.message.en != refusal.message.zh) }
    }

    @Test("an event of another regime is not judged by this one")
    func regime() throws {
        let refusals = ReportRules.refusals(
            of: event(), policy: try Situation.assigned().policy, today: today)
        #expect(refusals == [.regimeMismatch])
    }

    @Test("only an alleged event is confirmed, by somebody else, from the day of the report on")
    func confirm() {
        func codes(_ event: EventRecord, by officer: TokenID, on date: String) -> [String] {
            ConfirmRules.refusals(of: event, by: officer, on: day(date)).map(\.code)
        }
        #expect(codes(event(), by: other, on: "2026-06-10") == [])
        #expect(codes(event(), by: reporter, on: "2026-06-10") == ["event.confirmedByReporter"])
        #expect(codes(event(), by: other, on: "2026-06-09") == ["event.determinedBeforeReported"])
        for state in [EventState.confirmed, .annulled] {
            #expect(
                codes(event(state: state), by: other, on: "2026-06-10") == ["event.notAlleged"])
        }
    }

    @Test("an alleged or confirmed event is annulled once")
    func annul() {
        func codes(_ state: EventState, on date: String) -> [String] {
            AnnulRules.refusals(of: event(state: state), by: other, on: day(date)).map(\.code)
        }
        #expect(codes(.alleged, on: "2026-06-10") == [])
        #expect(codes(.confirmed, on: "2026-06-10") == [])
        #expect(codes(.annulled, on: "2026-06-10") == ["event.alreadyAnnulled"])
        #expect(codes(.confirmed, on: "2026-06-09") == ["event.determinedBeforeReported"])
    }

    @Test("whoever reported an event takes it back while it is alleged, and not once confirmed")
    func annulByReporter() {
        func refusals(_ state: EventState) -> [EventRefusal] {
            AnnulRules.refusals(of: event(state: state), by: reporter, on: day("2026-06-10"))
        }
        #expect(refusals(.alleged) == [])
        #expect(refusals(.confirmed).map(\.code) == ["event.annulledByReporter"])
        #expect(refusals(.confirmed).first?.pointer == "")
        #expect(refusals(.confirmed).first?.message.zh == "已确认的事件不得由报告人自行撤销，须由另一名官员撤销。")
        #expect(refusals(.annulled).map(\.code) == ["event.alreadyAnnulled"])
    }
}
