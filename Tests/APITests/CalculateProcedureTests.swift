// SPDX-License-Identifier: Apache-2.0

import API
import Domain
import Policy
import Service
import Testing

@Suite("Duties, clocks, displays and repairs without a register")
struct CalculateProcedureTests {
    private static func body(
        policy: String = "cn-model", role: String = "sponsor", kind: String = "organisation",
        asOf: String = "2026-11-20", _ members: String
    ) -> String {
        """
        {"policy":"\(policy)","asOf":"\(asOf)","role":"\(role)",\
        "party":{"kind":"\(kind)","facts":{}},\(members)}
        """
    }

    @Test("an absence from Monday 1 June is to be reported by Friday 26 June")
    func absence() async throws {
        let answer = try await calculate(
            Self.body(
                policy: "uk-worker", asOf: "2026-06-29",
                #""filings":[{"id":"f","duty":"uk.report.absence","raisedOn":"2026-06-01"}]"#))
        #expect(answer.status == 200)
        #expect(answer.json.member("duties.0.filing") == "f")
        #expect(answer.json.member("duties.0.dueOn") == "2026-06-26")
        #expect(answer.json.member("duties.0.lastDay") == "2026-06-26")
        #expect(answer.json.member("duties.0.state") == "missed")
        #expect(answer.json.member("duties.0.daysLate") == 3)
        #expect(answer.json.member("duties.0.provisional") == false)
        #expect(answer.json.member("duties.0.raises") == .null)
        #expect(answer.json.member("duties.0.trace.0.out") == "2026-06-12")
        #expect(answer.json.member("duties.0.trace.1.out") == "2026-06-26")
    }

    @Test("a decision received on 11 May is paid by 26 May; a late close-out raises its indicator")
    func payment() async throws {
        let answer = try await calculate(
            Self.body(
                role: "inviter",
                #"""
                "filings":[{"duty":"cn.pay-fine","raisedOn":"2026-05-11","filedOn":"2026-05-26"},
                {"duty":"cn.close-out","raisedOn":"2026-03-10","filedOn":"2026-04-10"}]
                """#))
        #expect(answer.status == 200)
        #expect(answer.json.member("duties.0.filing") == "filings/0")
        #expect(answer.json.member("duties.0.state") == "dischargedInTime")
        #expect(answer.json.member("duties.0.lastDay") == "2026-05-26")
        #expect(answer.json.member("duties.1.state") == "dischargedLate")
        let raised = answer.json.member("duties.1.raises")
        #expect(
            raised == [
                "indicator": "cn.invitation.late-close-out", "quantity": 1,
                "occurredOn": "2026-04-10",
            ])
    }

    @Test("a false invitation by a unit brings its responsible persons a range of their own")
    func responsiblePersons() async throws {
        let answer = try await calculate(
            Self.body(
                role: "inviter",
                #"""
                "events":[{"id":"v","indicator":"cn.invitation.false-statement",
                "occurredOn":"2026-03-01"}]
                """#))
        #expect(answer.status == 200)
        let measures = "assessments.0.measures"
        // The law weighs nothing here, so that the points are those of the rating.
        #expect(answer.json.member("assessments.0.points") == -35)
        #expect(answer.json.member("\(measures).0.for") == "party")
        #expect(answer.json.member("\(measures).0.range.atLeast.amount") == "10000.00")
        #expect(answer.json.member("\(measures).0.range.atMost.amount") == "50000.00")
        #expect(answer.json.member("\(measures).1.for") == "responsiblePerson")
        #expect(answer.json.member("\(measures).1.range.atLeast.amount") == "5000.00")
        #expect(answer.json.member("\(measures).1.range.atMost.amount") == "10000.00")
        #expect(answer.json.member("\(measures).3.kind") == "exitCosts")
        #expect(answer.json.member("total.penalty.range.atMost.amount") == "50000.00")
    }

    @Test(
        "three foreigners employed illegally cost 30,000, and fifteen the cap",
        arguments: [(3, "30000.00"), (15, "100000.00")])
    func illegalEmployment(count: Int, amount: String) async throws {
        let answer = try await calculate(
            Self.body(
                #"""
                "events":[{"indicator":"cn.employment.illegal","occurredOn":"2026-03-01",
                "quantity":\#(count)}]
                """#))
        #expect(answer.json.member("total.penalty.amount") == .string(amount))
        #expect(answer.json.member("assessments.0.measures.1.kind") == "confiscation")
    }

    /// Canada's law with a time to reply that may stand still and be put off by thirty days.
    private static func stoppable() throws -> Policy {
        let pack = try #require(ShippedRegimes.packs.first { $0.name == "ca-irpr" })
        let files = pack.files.map { file in
            PolicyFile(
                path: file.path,
                text: file.path == "clocks/ca.preliminary-finding.yaml"
                    ? file.text.replacing("        extension: { days: 3660 }\n", with: "")
                        .replacing(
                            "        onHoliday: next",
                            with: "        onHoliday: next\n        stops: true\n"
                                + "        extension: { days: 30 }") : file.text)
        }
        return try PolicyLoader.load(PolicyPack(name: pack.name, files: files))
    }

    @Test(
        "a notice tells when its clock stood still and how far it was put off",
        arguments: [
            ("", "2026-07-13"),
            (#","stops":[{"from":"2026-06-20","until":"2026-06-25"}]"#, "2026-07-17"),
            (#","extensions":[{"step":"due","days":30}]"#, "2026-08-11"),
            (#","extensions":[{"step":"due","until":"2026-07-16"}],"facts":{}"#, "2026-07-16"),
        ])
    func circumstances(told: String, due: String) throws {
        let policy = try Self.stoppable()
        let from = try #require(CivilDate("2015-12-01"))
        let calculator = Calculator(
            shelf: PolicyShelf([.init(policy: policy, from: from)]), now: .now())
        let body = Self.body(
            policy: "ca-irpr", role: "sponsor", asOf: "2026-06-12",
            #""notices":[{"clock":"ca.preliminary-finding","begins":"2026-06-02"\#(told)}]"#)
        let input = try CalculationInput.read(JSONValue(parsing: Array(body.utf8)))
        let answer = try calculator.answer(input).json(in: .en)
        #expect(answer.member("clocks.0.days.0.day") == "2026-06-12")
        #expect(answer.member("clocks.0.days.1.day") == .string(due))
    }

    @Test("general information is displayed for 3 to 12 months and repaired after three")
    func displayAndRepair() async throws {
        let answer = try await calculate(
            Self.body(
                #"""
                "events":[{"id":"r","indicator":"cn.records.incomplete","occurredOn":"2026-06-01",
                "determinedOn":"2026-07-10","repair":{"appliedOn":"2026-10-10",
                "curedOn":"2026-08-01","grantedOn":"2026-10-20",
                "facts":{"corrected":true,"dutiesPerformed":true,"creditPromise":true}}}]
                """#))
        #expect(answer.status == 200)
        #expect(answer.json.member("displays.0.event") == "r")
        #expect(answer.json.member("displays.0.class") == "general")
        #expect(answer.json.member("displays.0.from") == "2026-07-10")
        #expect(answer.json.member("displays.0.earliestRepairOn") == "2026-10-10")
        #expect(answer.json.member("displays.0.until") == "2026-10-20")
        #expect(answer.json.member("displays.0.displayed") == false)
        #expect(answer.json.member("repairs.0.state") == "entitled")
        #expect(answer.json.member("repairs.0.percent") == 100)
        #expect(answer.json.member("repairs.0.missing") == [])
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let body: String
        let status: Int
        let pointer: String
        let code: String

        init(
            _ what: String, _ members: String, _ pointer: String, _ code: String,
            status: Int = 422, policy: String = "cn-model"
        ) {
            testDescription = what
            body = CalculateProcedureTests.body(policy: policy, members)
            self.pointer = pointer
            self.code = code
            self.status = status
        }
    }

    private static let refused: [Refused] = [
        Refused(
            "a duty that the law has not", #""filings":[{"duty":"tea","raisedOn":"2026-06-01"}]"#,
            "/filings/0/duty", "duty.unknown", status: 400),
        Refused(
            "a duty of another role",
            #""filings":[{"duty":"cn.close-out","raisedOn":"2026-06-01"}]"#, "/filings/0/duty",
            "duty.otherRole"),
        Refused(
            "a waiver that the law does not know",
            #""filings":[{"duty":"cn.pay-fine","raisedOn":"2026-06-01","waived":true}]"#,
            "/filings/0/waived", "duty.notWaivable"),
        Refused(
            "an unknown member of a filing",
            #""filings":[{"duty":"cn.pay-fine","raisedOn":"2026-06-01","paid":true}]"#,
            "/filings/0/paid", "member.unknown", status: 400),
        Refused(
            "a duty that is raised tomorrow",
            #""filings":[{"duty":"cn.pay-fine","raisedOn":"2026-11-21"}]"#,
            "/filings/0/raisedOn", "value.inFuture"),
        Refused(
            "a fact that no notice has",
            #""filings":[{"duty":"cn.pay-fine","raisedOn":"2026-06-01","facts":{"tea":1}}]"#,
            "/filings/0/facts/tea", "fact.unknown"),
        Refused(
            "a stop of a clock that never stops",
            #"""
            "notices":[{"clock":"uk.suspension","begins":"2026-06-01",
            "stops":[{"from":"2026-06-02","until":"2026-06-03"}]}]
            """#, "/notices/0/stops", "clock.neverStops", policy: "uk-worker"),
        Refused(
            "an extension of a step that the clock has not",
            #"""
            "notices":[{"clock":"uk.suspension","begins":"2026-06-01",
            "extensions":[{"step":"tea","days":1}]}]
            """#, "/notices/0/extensions/0/step", "clock.stepUnknown", policy: "uk-worker"),
        Refused(
            "an extension that says no length",
            #"""
            "notices":[{"clock":"uk.suspension","begins":"2026-06-01",
            "extensions":[{"step":"due"}]}]
            """#, "/notices/0/extensions/0/days", "member.missing", status: 400,
            policy: "uk-worker"),
        Refused(
            "a repair with a fact that the law does not know",
            #"""
            "events":[{"indicator":"cn.records.incomplete","occurredOn":"2026-06-01",
            "repair":{"facts":{"tea":true}}}]
            """#, "/events/0/repair/facts/tea", "fact.unknown"),
        Refused(
            "a repair that is applied for tomorrow",
            #"""
            "events":[{"indicator":"cn.records.incomplete","occurredOn":"2026-06-01",
            "repair":{"appliedOn":"2026-11-21"}}]
            """#, "/events/0/repair/appliedOn", "value.inFuture", status: 400),
    ]

    @Test("what the law does not allow is refused at its place", arguments: refused)
    func refuses(_ refusal: Refused) async throws {
        let answer = try await calculate(refusal.body)
        #expect(answer.status == refusal.status)
        #expect(answer.json.member("errors.0.pointer") == .string(refusal.pointer))
        #expect(answer.json.member("errors.0.code") == .string(refusal.code))
    }
}
