// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Testing

@Suite("What officers decide, in a calculation")
struct CalculateDecisionTests {
    private static func calculate(decisions: String, filings: String = "[]") async throws -> Reply {
        let body = """
            {"policy":"au-worker","asOf":"2026-06-01","party":{"kind":"organisation","facts":\
            {"isApprovedWorkSponsor":true}},"events":[{"id":"e","indicator":"au.reg.2.79.terms",\
            "occurredOn":"2026-05-01","decisions":\(decisions)}],"filings":\(filings),\
            "notices":[{"determinedOn":"2025-06-01","barUntil":"2026-05-01"}]}
            """
        return try await APITests.calculate(body)
    }

    @Test("what is decided is imposed, and the rest is told as allowed")
    func imposed() async throws {
        let answer = try await Self.calculate(
            decisions: #"""
                [{"measure":"bar","months":18,"reason":"The third failure."},
                {"measure":"civil-penalty","amount":{"amount":"396000.00","currency":"AUD"}}]
                """#)
        #expect(answer.status == 200)
        let place = "assessments.0"
        #expect(answer.json.member("\(place).measures.0.code") == "bar")
        #expect(answer.json.member("\(place).measures.0.months") == 18)
        #expect(answer.json.member("\(place).measures.0.until") == "2027-12-01")
        #expect(answer.json.member("\(place).measures.1.amount.amount") == "396000.00")
        #expect(answer.json.member("\(place).measures.2") == nil)
        #expect(answer.json.member("\(place).allowed.0.code") == "cancellation")
        #expect(answer.json.member("\(place).allowed.1.amount.amount") == "79200.00")
        #expect(answer.json.member("total.penalty.amount") == "396000.00")
    }

    @Test(
        "a decision that the law does not allow is refused at its event",
        arguments: [
            (#"{"measure":"bar","months":61}"#, "decision.outOfRange"),
            (#"{"measure":"gone"}"#, "decision.unknown"),
            (#"{"measure":"civil-penalty.other"}"#, "decision.notOpen"),
            (
                #"{"measure":"civil-penalty","amount":{"amount":"1","currency":"CAD"}}"#,
                "decision.otherUnit"
            ),
        ])
    func refused(decision: String, code: String) async throws {
        let answer = try await Self.calculate(decisions: "[\(decision)]")
        #expect(answer.status == 422)
        #expect(answer.json["code"] == .string(code))
        #expect(answer.json.member("errors.0.pointer") == "/events/0/decisions")
    }

    @Test("what follows from a missed duty stands among the assessments, by the duty's name")
    func duty() async throws {
        let answer = try await Self.calculate(
            decisions: "[]",
            filings: #"[{"id":"d","duty":"au.notify","raisedOn":"2026-05-03","raisedBy":"x"}]"#)
        #expect(answer.json["code"] == "duty.otherCause")
        #expect(answer.json.member("errors.0.pointer") == "/filings/0/raisedBy")
        let missed = try await Self.calculate(
            decisions: "[]",
            filings: #"[{"id":"d","duty":"au.notify","raisedOn":"2026-05-03"}]"#)
        #expect(missed.status == 200)
        #expect(missed.json.member("duties.0.raises.occurredOn") == "2026-06-01")
        #expect(missed.json.member("assessments.1.event") == "duty:d")
    }
}
