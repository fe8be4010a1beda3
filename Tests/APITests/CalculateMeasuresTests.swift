// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Testing

@Suite("Measures and clocks without a register")
struct CalculateMeasuresTests {
    private static func body(
        facts: String = #""sizeClass":"small""#, events: [String] = [], history: [String] = [],
        notices: [String] = [], asOf: String? = "2026-06-12"
    ) -> String {
        """
        {"policy":"ca-irpr",\(asOf.map { #""asOf":"\#($0)","# } ?? "")\
        "party":{"kind":"organisation","facts":{\(facts)}},\
        "history":[\(history.joined(separator: ","))],\
        "events":[\(events.joined(separator: ","))],\
        "notices":[\(notices.joined(separator: ","))]}
        """
    }

    private static func wages(_ id: String, grades: String, more: String = "") -> String {
        """
        {"id":"\(id)","indicator":"ca.irpr.9.wages","occurredOn":"2026-05-01",\
        "grades":{\(grades)}\(more)}
        """
    }

    @Test("two violations of type B with five points cost a small business 14,000 and no bar")
    func twoViolations() async throws {
        let answer = try await calculate(
            Self.body(events: [
                Self.wages("v1", grades: #""benefit":4"#),
                Self.wages("v2", grades: #""benefit":2,"prevention":2"#),
            ]))
        #expect(answer.status == 200)
        for index in 0...1 {
            let place = "assessments.\(index)"
            #expect(answer.json.member("\(place).points") == 5)
            #expect(answer.json.member("\(place).ordinal") == 1)
            #expect(answer.json.member("\(place).measures.0.kind") == "penalty")
            #expect(answer.json.member("\(place).measures.0.amount.amount") == "7000.00")
            #expect(answer.json.member("\(place).measures.1") == nil)
        }
        #expect(answer.json.member("total.penalty.amount") == "14000.00")
        #expect(answer.json.member("total.penalty.currency") == "CAD")
        #expect(answer.json.member("total.bar") == .null)
        #expect(answer.json["published"] == true)
        #expect(answer.json["score"] == .null)
        #expect(answer.json["band"] == .null)
    }

    @Test("every step of the trace names its source, and the grades are among them")
    func trace() async throws {
        let answer = try await calculate(
            Self.body(events: [Self.wages("v1", grades: #""benefit":2,"abuse":0"#)]))
        guard case .array(let steps)? = answer.json.member("assessments.0.trace") else {
            Issue.record("The assessment has no trace.")
            return
        }
        let names = steps.compactMap { $0["step"] }
        for wanted in ["ordinal", "grade", "weight", "table", "measure"] {
            #expect(names.contains(.string(wanted)), "\(wanted)")
        }
        for step in steps {
            guard case .string(let source)? = step["source"] else {
                Issue.record("A step has no source.")
                continue
            }
            #expect(source.contains("SOR/2002-227"))
        }
    }

    @Test("submissions due on a Sunday are in time on Monday, and receipt does not shift")
    func clock() async throws {
        let answer = try await calculate(
            Self.body(
                events: [Self.wages("v1", grades: "")],
                notices: [
                    #"{"id":"n1","clock":"ca.preliminary-finding","begins":"2026-06-02"}"#
                ]))
        #expect(answer.status == 200)
        #expect(answer.json.member("clocks.0.notice") == "n1")
        #expect(answer.json.member("clocks.0.days.0.name") == "received")
        #expect(answer.json.member("clocks.0.days.0.day") == "2026-06-12")
        #expect(answer.json.member("clocks.0.days.1.name") == "due")
        #expect(answer.json.member("clocks.0.days.1.day") == "2026-07-13")
        #expect(answer.json.member("clocks.0.days.1.provisional") == false)
    }

    @Test("an earlier penalty of the year leaves only the rest of the million")
    func rolling() async throws {
        let grave =
            #"{"indicator":"ca.irpr.17.physical-abuse","occurredOn":"2026-05-01","#
            + #""grades":{"abuse":10,"benefit":3}}"#
        let answer = try await calculate(
            Self.body(
                events: Array(repeating: grave, count: 6),
                notices: [
                    #"{"determinedOn":"2025-12-01","penalty":{"amount":"500000.00","currency":"CAD"}}"#
                ]))
        #expect(answer.status == 200)
        #expect(answer.json.member("assessments.0.points") == 15)
        #expect(answer.json.member("total.penalty.amount") == "500000.00")
        #expect(answer.json.member("total.bar.permanent") == true)
        #expect(answer.json.member("total.bar.from") == "2026-06-12")
        #expect(answer.json.member("total.bar.until") == .null)
    }

    @Test("a notice is of the day its events were determined, whatever day is asked about")
    func dayOfNotice() async throws {
        let event =
            #"{"indicator":"ca.irpr.15.engaged-in-business","occurredOn":"2016-03-01","#
            + #""determinedOn":"2016-09-01","#
            + #""grades":{"benefit":6,"economy":6,"remediation":1}}"#
        let answer = try await calculate(
            Self.body(
                events: Array(repeating: event, count: 6),
                notices: [
                    #"{"determinedOn":"2016-01-30","penalty":{"amount":"500000","currency":"CAD"}}"#
                ], asOf: nil))
        #expect(answer.status == 200)
        #expect(answer.json.member("total.penalty.amount") == "500000.00")
        #expect(answer.json.member("total.bar.from") == "2016-09-01")
    }

    @Test("what cannot be weighed is refused at its place", arguments: refused)
    func refuses(_ refusal: Refused) async throws {
        let answer = try await calculate(refusal.body)
        #expect(answer.status == refusal.status)
        #expect(answer.json.member("errors.0.pointer") == .string(refusal.pointer))
        #expect(answer.json.member("errors.0.code") == .string(refusal.code))
    }

    @Test("a determination on the last day that is in order is taken")
    func daysInOrder() async throws {
        let events = [
            Self.wages("v1", grades: "", more: #","determinedOn":"2026-05-01""#),
            Self.wages("v2", grades: "", more: #","determinedOn":"2026-06-13""#),
        ]
        let answer = try await calculate(
            Self.body(
                events: events,
                history: [Self.wages("h1", grades: "", more: #","determinedOn":"2026-06-12""#)],
                notices: [
                    #"{"determinedOn":"2026-06-12","penalty":{"amount":"5","currency":"CAD"}}"#
                ]))
        #expect(answer.status == 200)
    }

    @Test(
        "an amount is one to ten digits with at most two decimals",
        arguments: [
            ("0", 200), ("9999999999.99", 200), ("0.5", 200), ("-0", 400), ("1.000", 400),
            ("12345678901", 400), ("1.", 400), (".5", 400), ("", 400), ("+1", 400), ("1.2.3", 400),
        ])
    func amounts(_ amount: String, status: Int) async throws {
        let answer = try await calculate(
            Self.body(notices: [
                #"{"clock":null,"determinedOn":"2026-01-01","penalty":{"amount":"\#(amount)","#
                    + #""currency":"CAD"}}"#
            ]))
        #expect(answer.status == status)
        let code: JSONValue? = status == 400 ? "value.malformed" : nil
        #expect(answer.json.member("errors.0.code") == code)
    }

    @Test("the trace names parts of the law in the language that is asked for")
    func language() async throws {
        let body = Self.body(events: [
            Self.wages("v1", grades: #""benefit":6"#, more: #","voluntaryDisclosure":true"#),
            Self.wages("v2", grades: "", more: #","facts":{"justification":"changeOfLaw"}"#),
        ])
        let answer = try await withAPI(packs: ShippedRegimes.packs) { api in
            try await api.post("/v1/calculate", as: nil, body, headers: ["Accept-Language": "zh"])
        }
        var titles: [JSONValue] = []
        for index in 0...1 {
            guard case .array(let steps)? = answer.json.member("assessments.\(index).trace") else {
                continue
            }
            titles += steps.compactMap { $0.member("in.title") }
        }
        #expect(titles == ["可接受的主动披露", "法律或集体协议变更、类似情形或不可抗力"])
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let body: String
        let status: Int
        let pointer: String
        let code: String
    }

    private static let refused: [Refused] = [
        Refused(
            testDescription: "a business of unknown size",
            body: body(facts: "", events: [wages("v1", grades: #""benefit":4"#)]), status: 422,
            pointer: "/party/facts", code: "fact.needed"),
        Refused(
            testDescription: "a grade above its range",
            body: body(events: [wages("v1", grades: #""benefit":7"#)]), status: 422,
            pointer: "/events/0/grades/benefit", code: "grade.outOfRange"),
        Refused(
            testDescription: "a grade that no criterion knows",
            body: body(events: [wages("v1", grades: #""rudeness":1"#)]), status: 422,
            pointer: "/events/0/grades/rudeness", code: "grade.unknown"),
        Refused(
            testDescription: "a clock that the law has not",
            body: body(notices: [#"{"clock":"ca.tea","begins":"2026-06-02"}"#]), status: 400,
            pointer: "/notices/0/clock", code: "clock.unknown"),
        Refused(
            testDescription: "a notice about an event that is not told of",
            body: body(notices: [
                #"{"clock":"ca.preliminary-finding","begins":"2026-06-02","events":["v9"]}"#
            ]), status: 400, pointer: "/notices/0/events", code: "event.unknown"),
        Refused(
            testDescription: "an earlier penalty in another currency",
            body: body(
                events: [wages("v1", grades: #""benefit":4"#)],
                notices: [
                    #"{"determinedOn":"2026-01-01","penalty":{"amount":"5.00","currency":"CAD"}}"#,
                    #"{"determinedOn":"2026-01-01","penalty":{"amount":"5.00","currency":"USD"}}"#,
                ]), status: 422, pointer: "/notices/1/penalty/currency", code: "currency.other"),
        Refused(
            testDescription: "an event determined the day before it happened",
            body: body(events: [
                wages("v1", grades: "", more: #","determinedOn":"2026-04-30""#)
            ]), status: 422, pointer: "/events/0/determinedOn", code: "value.outOfOrder"),
        Refused(
            testDescription: "an event determined the day before it was reported",
            body: body(events: [
                wages(
                    "v1", grades: "",
                    more: #","reportedOn":"2026-05-02","determinedOn":"2026-05-01""#)
            ]), status: 422, pointer: "/events/0/determinedOn", code: "value.outOfOrder"),
        Refused(
            testDescription: "an earlier event determined the day after the one asked about",
            body: body(history: [
                wages("v1", grades: "", more: #","determinedOn":"2026-06-13""#)
            ]), status: 422, pointer: "/history/0/determinedOn", code: "value.outOfOrder"),
        Refused(
            testDescription: "an earlier notice determined the day after the one asked about",
            body: body(notices: [
                #"{"determinedOn":"2026-06-13","penalty":{"amount":"5","currency":"CAD"}}"#
            ]), status: 422, pointer: "/notices/0/determinedOn", code: "value.outOfOrder"),
        Refused(
            testDescription: "an amount with three decimals",
            body: body(notices: [
                #"{"determinedOn":"2026-01-01","penalty":{"amount":"5.001","currency":"CAD"}}"#
            ]), status: 400, pointer: "/notices/0/penalty/amount", code: "value.malformed"),
        Refused(
            testDescription: "earlier penalties of more digits than are reckoned with",
            body: body(
                events: [wages("v1", grades: #""benefit":4"#)],
                notices: [
                    #"{"determinedOn":"2026-01-01","penalty":{"amount":"1","currency":"CAD"}}"#,
                    #"{"determinedOn":"2026-01-02","#
                        + #""penalty":{"amount":"9999999999.99","currency":"CAD"}}"#,
                ]), status: 422, pointer: "/notices/1/penalty/amount",
            code: "assessment.outOfScale"),
        Refused(
            testDescription: "a clock on a day before its law",
            body: body(notices: [#"{"clock":"ca.preliminary-finding","begins":"1999-01-01"}"#]),
            status: 422, pointer: "/notices/0/begins", code: "policy.notInForce"),
        Refused(
            testDescription: "two notices of one name",
            body: body(notices: [
                #"{"id":"n","determinedOn":"2026-01-01","penalty":{"amount":"5","currency":"CAD"}}"#,
                #"{"id":"n","determinedOn":"2026-01-02","penalty":{"amount":"5","currency":"CAD"}}"#,
            ]), status: 400, pointer: "/notices/1/id", code: "value.repeated"),
    ]
}
