// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Duties")
struct DutyTests {
    private func run(
        raisedOn: String = "2026-07-01", filedOn: String? = nil, kind: String? = nil,
        extendedTo: String? = nil, isWaived: Bool = false, asOf: String = "2026-09-01",
        duty: String = "notify", role: Role = .sponsor, in pack: SamplePack? = nil
    ) throws -> DutyStanding {
        let policy = try (pack ?? AustralianPack.sample).policy()
        let question = AssessmentQuestion(
            party: try Visit().question.party, role: role, history: [], events: [],
            earlierPenalties: [], determinedOn: day(asOf))
        let filing = DutyFiling(
            name: "f", duty: DutyCode(duty), raisedOn: day(raisedOn), filedOn: filedOn.map(day),
            kind: kind, extendedTo: extendedTo.map(day), isWaived: isWaived)
        return try DutyRunning.run(filing, for: question, policy: policy, asOf: day(asOf))
    }

    @Test(
        "an event of 1 July is notified by the 29th: the day before, on it, the day after",
        arguments: [
            ("2026-07-28", DutyStanding.State.dischargedInTime, nil),
            ("2026-07-29", .dischargedInTime, nil), ("2026-07-30", .dischargedLate, 1),
        ])
    func filed(filedOn: String, state: DutyStanding.State, daysLate: Int?) throws {
        let standing = try run(filedOn: filedOn, kind: "notification")
        #expect(standing.lastDay == day("2026-07-29"))
        #expect(standing.state == state)
        #expect(standing.daysLate == daysLate)
        #expect(standing.raised?.occurredOn == (daysLate == nil ? nil : day("2026-07-30")))
    }

    @Test(
        "what is not discharged is open through its last day, and missed the day after",
        arguments: [
            ("2026-07-28", DutyStanding.State.open), ("2026-07-29", .open),
            ("2026-07-30", .missed),
        ])
    func unfiled(asOf: String, state: DutyStanding.State) throws {
        let standing = try run(asOf: asOf)
        #expect(standing.state == state)
        #expect(standing.raised?.indicator.text == (state == .missed ? "obligation" : nil))
        #expect(standing.raised?.quantity == (state == .missed ? 1 : nil))
    }

    /// Fifteen working days, which the authority may put off by five more, or waive.
    private var working: SamplePack {
        var pack = WeighingPack.sample
        pack.files["duties/report.yaml"] = """
            code: report
            title: { en: Report, zh: 报告 }
            description: { en: Report., zh: 报告。 }
            values:
              - from: 2025-01-01
                source: "Act of 2025, s 20"
                verified: true
                roles: [sponsor]
                raisedBy: { event: [lapse] }
                due: { workingDays: 15, calendar: place, onHoliday: next }
                dischargedBy: [report]
                missed: { indicator: stay, quantity: daysLate }
                extension: { workingDays: 5 }
                waivable: true
            """
        return pack
    }

    @Test("days late are the quantity where the law says so")
    func daysLate() throws {
        let standing = try run(
            raisedOn: "2026-03-02", asOf: "2026-04-02", duty: "report", in: working)
        #expect(standing.lastDay == day("2026-03-23"))
        #expect(standing.daysLate == 10)
        #expect(standing.raised?.quantity == 10)
    }

    @Test(
        "an extension reaches to the last day that the law allows, and no further",
        arguments: [
            ("2026-03-22", "duty.extensionOutOfRange"), ("2026-03-23", nil), ("2026-03-30", nil),
            ("2026-03-31", "duty.extensionOutOfRange"),
        ])
    func extended(to: String, refusal: String?) throws {
        let asked = {
            try run(
                raisedOn: "2026-03-02", extendedTo: to, asOf: "2026-03-24", duty: "report",
                in: working)
        }
        guard let refusal else {
            let standing = try asked()
            #expect(standing.lastDay == day(to))
            #expect(standing.dueOn == day("2026-03-23"))
            #expect(standing.state == (to == "2026-03-23" ? .missed : .open))
            return
        }
        let error = #expect(throws: AssessmentError.self) { try asked() }
        #expect(error?.code == refusal)
    }

    @Test("a waived duty raises nothing, and one discharged in time stays so")
    func waived() throws {
        let waived = try run(
            raisedOn: "2026-03-02", isWaived: true, duty: "report", in: working)
        #expect(waived.state == .waived)
        #expect(waived.raised == nil)
        let filed = try run(
            raisedOn: "2026-03-02", filedOn: "2026-03-23", isWaived: true, duty: "report",
            in: working)
        #expect(filed.state == .dischargedInTime)
    }

    @Test("days on which a duty stood still move a length from a fixed day, and not the day itself")
    func fixedDay() throws {
        var pack = working
        func lastDay(_ due: String) throws -> CivilDate {
            pack.files["duties/report.yaml"] = working.files["duties/report.yaml"]?
                .replacing("{ workingDays: 15, calendar: place, onHoliday: next }", with: due)
                .replacing("waivable: true", with: "stops: true")
                .replacing("    extension: { workingDays: 5 }\n", with: "")
            let policy = try pack.policy()
            let question = AssessmentQuestion(
                party: try Visit().question.party, role: .sponsor, history: [], events: [],
                earlierPenalties: [], determinedOn: day("2026-07-01"))
            let filing = DutyFiling(
                name: "f", duty: DutyCode("report"), raisedOn: day("2026-03-02"),
                stops: [.init(from: day("2026-04-10"), until: day("2026-05-10"))])
            return try DutyRunning.run(
                filing, for: question, policy: policy, asOf: day("2026-07-01")
            ).lastDay
        }
        #expect(try lastDay("{ on: { month: 4, day: 30 } }") == day("2026-04-30"))
        #expect(try lastDay("{ days: 5, on: { month: 4, day: 8 } }") == day("2026-05-13"))
    }

    @Test("a last day beyond the published calendar is provisional")
    func provisional() throws {
        func isProvisional(_ raisedOn: String) throws -> Bool {
            try run(raisedOn: raisedOn, asOf: "2027-06-01", duty: "report", in: working)
                .isProvisional
        }
        #expect(try isProvisional("2026-06-01") == false)
        #expect(try isProvisional("2026-12-15") == true)
    }

    @Test("what the law does not allow is refused by its member")
    func refused() throws {
        func refusal(_ ask: () throws -> DutyStanding) -> ProcedureRefusal? {
            do {
                _ = try ask()
                return nil
            } catch AssessmentError.procedure(let refusal) { return refusal } catch { return nil }
        }
        let cases: [(ProcedureRefusal?, String, String)] = [
            (refusal { try run(role: .inviter) }, "duty.otherRole", "/duty"),
            (refusal { try run(raisedOn: "2026-09-02") }, "value.inFuture", "/raisedOn"),
            (refusal { try run(filedOn: "2026-09-02") }, "value.inFuture", "/filedOn"),
            (refusal { try run(filedOn: "2026-07-02", kind: "tea") }, "duty.kindUnknown", "/kind"),
            (refusal { try run(isWaived: true) }, "duty.notWaivable", "/waived"),
            (
                refusal { try run(extendedTo: "2026-08-01") }, "duty.notExtendable",
                "/extendedTo"
            ),
        ]
        for (refusal, code, pointer) in cases {
            #expect(refusal?.code == code)
            #expect(refusal?.pointer == pointer, "\(code)")
        }
        #expect(throws: AssessmentError.policy(.unknown("duties/none"))) { try run(duty: "none") }
    }
}
