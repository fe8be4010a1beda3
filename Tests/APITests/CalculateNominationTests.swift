// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

@Suite("Points and eligibility without a register")
struct CalculateNominationTests {
    private static func calculate(_ body: String) async throws -> Reply {
        try await APITests.calculate(body, under: [try DocumentedPack().pack])
    }

    private static func chinese(_ facts: String, more: String = "") -> String {
        """
        {"policy":"cn-model","asOf":"2026-06-01","role":"sponsor",\
        "party":{"kind":"organisation"},"nominee":{"place":"abroad","facts":{\(facts)}}\(more)}
        """
    }

    private static let doctor =
        #""education":"doctor","annualSalaryTenThousandYuan":45,"workMonthsPerYear":12,"age":50"#

    @Test(
        "a doctor of 50 stands just below, at and just above the edge of A",
        arguments: [
            (#""relevantWorkYears":16"#, 84, "B"), (#""relevantWorkYears":17"#, 85, "A"),
            (#""relevantWorkYears":17,"hskLevel":1"#, 86, "A"),
        ])
    func classA(more: String, total: Int64, band: String) async throws {
        let answer = try await Self.calculate(Self.chinese(Self.doctor + "," + more))
        #expect(answer.status == 200)
        #expect(answer.json.member("nomineePoints.code") == "cn.work-permit")
        #expect(answer.json.member("nomineePoints.total") == .integer(total))
        #expect(answer.json.member("nomineePoints.band") == .string(band))
        #expect(answer.json["eligibility"] == .null)
    }

    @Test("the published example comes to 74, and each item names its row and its source")
    func published() async throws {
        let answer = try await Self.calculate(
            Self.chinese(
                #""education":"bachelor","annualSalaryTenThousandYuan":25,"relevantWorkYears":20,"#
                    + #""workMonthsPerYear":12,"age":41"#))
        #expect(answer.json.member("nomineePoints.total") == 74)
        #expect(answer.json.member("nomineePoints.band") == "B")
        #expect(answer.json.member("nomineePoints.items.0.code") == "salary")
        #expect(answer.json.member("nomineePoints.items.0.points") == 14)
        #expect(answer.json.member("nomineePoints.items.0.row") == "≥ 25, < 35")
        #expect(answer.json.member("nomineePoints.items.4.row") == .null)
        guard case .string(let source)? = answer.json.member("nomineePoints.items.0.source") else {
            Issue.record("The item has no source.")
            return
        }
        #expect(source.hasSuffix("unverified"))
    }

    private static func talent(_ more: String, place: String = "abroad") -> String {
        """
        {"policy":"example","asOf":"2026-06-01","role":"sponsor",\
        "party":{"kind":"organisation"},"route":"example-talent",\
        "nominee":{"place":"\(place)","facts":{"salary":60000,"age":26}}\(more)}
        """
    }

    private static let whole =
        #","vouchers":[{"role":"recommender"},{"role":"recommender","kind":"person"}],"#
        + #""quotaUsed":4,"labourMarketTest":{"posts":2,"filled":1,"until":"2026-09-01"},"#
        + #""documents":["contract","diploma"]"#

    @Test("a nomination that has everything is eligible, with its quota")
    func eligible() async throws {
        let answer = try await Self.calculate(Self.talent(Self.whole))
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.json.member("eligibility.outcome") == "eligible")
        #expect(answer.json.member("eligibility.reasons.0.code") == "eligible")
        #expect(answer.json.member("eligibility.quota.limit") == 5)
        #expect(answer.json.member("eligibility.quota.used") == 4)
        #expect(answer.json.member("eligibility.quota.remaining") == 1)
        #expect(answer.json.member("eligibility.privileges") == .array([]))
        #expect(answer.json.member("eligibility.validUntil") == "2026-08-31")
        #expect(answer.json.member("nomineePoints.total") == 60)
    }

    @Test(
        "a bar of an earlier notice, or told of the party itself, answers for its time",
        arguments: [
            (#""notices":[{"id":"n","determinedOn":"2025-06-01","barUntil":"2026-06-01"}]"#, false),
            (#""notices":[{"id":"n","determinedOn":"2025-06-01","barUntil":"2026-06-02"}]"#, true),
            (#""notices":[{"id":"n","determinedOn":"2026-06-01","barUntil":"2027-06-01"}]"#, true),
            (#""bars":[{"party":"self","from":"2026-06-01","until":"2026-06-02"}]"#, true),
            (#""bars":[{"party":"self","from":"2026-05-31","until":"2026-06-01"}]"#, false),
            (#""bars":[{"party":"P2","from":"2026-05-31","until":"2027-06-01"}]"#, false),
        ])
    func barred(told: String, isBarred: Bool) async throws {
        let answer = try await Self.calculate(Self.talent(Self.whole + "," + told))
        #expect(answer.status == 200, "\(answer.text)")
        let code: JSONValue = isBarred ? "sanction.bar" : "eligible"
        #expect(answer.json.member("eligibility.reasons.0.code") == code)
        let outcome: JSONValue = isBarred ? "ineligible" : "eligible"
        #expect(answer.json.member("eligibility.outcome") == outcome)
    }

    @Test("who is in the country cannot be invited, in either language")
    func inside() async throws {
        let answer = try await Self.calculate(Self.talent(Self.whole, place: "inside"))
        #expect(answer.json.member("eligibility.outcome") == "ineligible")
        #expect(answer.json.member("eligibility.reasons.0.code") == "nominee.wrongPlace")
    }

    @Test("what is not told is asked for")
    func untold() async throws {
        let answer = try await Self.calculate(Self.talent(""))
        #expect(answer.json.member("eligibility.outcome") == "conditional")
        #expect(answer.json.member("eligibility.reasons.0.code") == "quota.exhausted")
        #expect(answer.json.member("eligibility.reasons.1.code") == "voucher.required")
    }

    @Test("a bar against an affiliate reaches the party")
    func related() async throws {
        let answer = try await Self.calculate(
            Self.talent(
                Self.whole
                    + #","relations":[{"kind":"affiliate","party":"self","other":"P2"}],"#
                    + #""bars":[{"party":"P2","from":"2026-01-01"}]"#))
        #expect(answer.json.member("eligibility.reasons.0.code") == "relatedParty.barred")
    }

    @Test("an assigned band is taken as told")
    func assigned() async throws {
        func body(_ band: String) -> String {
            """
            {"policy":"uk-worker","asOf":"2026-06-01","role":"sponsor",\
            "party":{"kind":"organisation"},"route":"uk-skilled-worker","assignedBand":"\(band)"}
            """
        }
        let good = try await Self.calculate(body("A"))
        #expect(good.json.member("eligibility.outcome") == "eligible")
        let poor = try await Self.calculate(body("B"))
        #expect(poor.json.member("eligibility.reasons.0.code") == "band.belowMinimum")
        let none = try await Self.calculate(body("Z"))
        #expect(none.status == 400)
        #expect(none.json.member("errors.0.pointer") == "/assignedBand")
    }

    @Test(
        "what cannot be taken is refused at its place",
        arguments: [
            (#","vouchers":[{"role":"recommender","hat":1}]"#, "/vouchers/0/hat"),
            (#","quotaUsed":-1"#, "/quotaUsed"),
            (#","documents":["two words"]"#, "/documents/0"),
            (#","labourMarketTest":{"posts":1}"#, "/labourMarketTest/until"),
            (
                #","labourMarketTest":{"posts":1,"advertisedOn":"2026-06-02","#
                    + #""closedOn":"2026-06-01"}"#, "/labourMarketTest/closedOn"
            ),
            (#","labourMarketTest":{"posts":1,"openDays":-1}"#, "/labourMarketTest/openDays"),
            (#","overdueDuties":[{"code":"x"}]"#, "/overdueDuties/0/dueOn"),
            (#","relations":[{"kind":"friend","party":"self","other":"B"}]"#, "/relations/0/kind"),
            (#","bars":[{"party":"B"}]"#, "/bars/0/from"),
            (#","act":"visit""#, "/act"), (#","hat":1"#, "/hat"),
        ])
    func refused(more: String, pointer: String) async throws {
        let answer = try await Self.calculate(Self.talent(more))
        #expect(answer.status == 400)
        #expect(answer.json.member("errors.0.pointer") == .string(pointer))
    }

    @Test("a fact that the law does not know of a nominee is refused, and an act without a route")
    func unknown() async throws {
        let fact = try await Self.calculate(Self.chinese(#""shoeSize":42"#))
        #expect(fact.status == 422)
        #expect(fact.json.member("errors.0.pointer") == "/nominee/facts/shoeSize")
        let act = try await Self.calculate(Self.chinese("", more: #","act":"new""#))
        #expect(act.status == 400)
        #expect(act.json.member("errors.0.pointer") == "/act")
        let place = try await Self.calculate(
            #"{"policy":"cn-model","role":"sponsor","party":{"kind":"person"},"#
                + #""nominee":{"place":"moon"}}"#)
        #expect(place.status == 400)
        #expect(place.json.member("errors.0.pointer") == "/nominee/place")
    }
}
