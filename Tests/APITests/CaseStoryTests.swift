// SPDX-License-Identifier: Apache-2.0

import Domain
import Service
import Testing

@Suite("A case over HTTP")
struct CaseStoryTests {
    private static let notice =
        #""facts":"The host named in the letter does not exist.","provision":"Art. 74""#
    private static let reasons = #""reasons":"The host does not exist; the fine is the usual one.""#

    @Test("from an alleged event to a fine, its reconsideration that annuls, and un-publishing")
    func story() async throws {
        try await CaseStage.at("2026-06-01T02:00:00Z") { stage in
            let api = stage.api
            let event = try await stage.event()
            let path = try await stage.open([event])
            let opened = try await api.get(path, as: stage.officer)
            #expect(opened.string("state") == "opened")
            #expect(opened.string("dueOn") == "2026-08-31")
            let before = try await Self.answers(stage)
            #expect(before == Answers(score: 100, band: "M", outcome: "eligible", published: 0))

            let fine = CaseStage.fine(event, unit: "20000.00", texts: Self.notice)
            let noticed = try await stage.move(path, "notify", as: stage.officer, fine)
            #expect(noticed.string("case.moves.1.measures.0.amount.amount") == "20000.00")
            let served = try await stage.move(
                path, "serve", as: stage.officer,
                #"{"facts":{"servedOn":"2026-06-01","service":"personal"}}"#)
            // Five working days from Monday 1 June.
            #expect(served.string("case.dueOn") == "2026-06-08")
            #expect(served.string("case.next.0.state") == "unanswered")
            #expect(served.string("case.next.0.from") == "2026-06-09")

            try await stage.put("2026-06-05T02:00:00Z")
            try await stage.move(
                path, "reply", as: stage.employer,
                #"{"texts":{"statement":"We were deceived ourselves."}}"#)
            let decision = CaseStage.fine(event, unit: "20000.00", texts: Self.reasons)
            let body = decision.replacing("{\"texts\"", with: "{\"outcome\":\"impose\",\"texts\"")
            try await Self.refuseDecisions(path, event, body, stage)
            #expect(try await Self.answers(stage) == before)
            try await Self.annul(path, body, before, stage)
            let report = try await api.registry.verify()
            #expect(report.findings.isEmpty, "\(report.findings)")
        }
    }

    /// Asks for decisions that the law refuses: too early, by the wrong hand, and graver.
    private static func refuseDecisions(
        _ path: String, _ event: String, _ body: String, _ stage: CaseStage
    ) async throws {
        // No decision before the window ends, whatever was said in it.
        #expect(
            try await stage.refused(path, "decide", as: stage.decider, body)
                == "422 proceeding.early")
        try await stage.put("2026-06-08T15:59:00Z")
        #expect(
            try await stage.refused(path, "decide", as: stage.decider, body)
                == "422 proceeding.early")
        try await stage.put("2026-06-08T16:00:00Z")
        #expect(
            try await stage.refused(path, "decide", as: stage.officer, body)
                == "403 proceeding.makerOther")
        let graver = CaseStage.fine(event, unit: "20000.01", texts: Self.reasons)
            .replacing("{\"texts\"", with: "{\"outcome\":\"impose\",\"texts\"")
        #expect(
            try await stage.refused(path, "decide", as: stage.decider, graver)
                == "422 proceeding.graver")
    }

    /// Decides, serves, appeals, and annuls; all is as before, and what was known stays known.
    private static func annul(
        _ path: String, _ body: String, _ before: Answers, _ stage: CaseStage
    ) async throws {
        let api = stage.api
        let decided = try await stage.move(path, "decide", as: stage.decider, body)
        #expect(decided.string("case.state") == "decided")
        let known = decided.header("Probity-Known-At") ?? ""

        let after = try await Self.answers(stage)
        #expect(after == Answers(score: 65, band: "C", outcome: "ineligible", published: 2))
        try await stage.move(
            path, "serve-decision", as: stage.officer,
            #"{"facts":{"receivedOn":"2026-06-09","service":"personal"}}"#)

        try await stage.put("2026-06-20T02:00:00Z")
        try await stage.move(
            path, "appeal", as: stage.employer,
            #"{"texts":{"statement":"The host exists."}}"#)
        let annul = #"{"outcome":"annul","texts":{"reasons":"The host exists."}}"#
        #expect(
            try await stage.refused(path, "decide-appeal", as: stage.decider, annul)
                == "403 proceeding.seatOther")
        let annulled = try await stage.move(
            path, "decide-appeal", as: stage.superior, annul)
        #expect(annulled.string("case.state") == "setAside")
        #expect(annulled.json.member("case.final") == true)
        #expect(try await Self.answers(stage) == before)
        // What was known then stays what was known then.
        let then = try await api.get(
            "/v1/parties/\(stage.party)/rating?role=inviter&asOf=2026-06-10&knownAt=\(known)",
            as: stage.officer)
        #expect(then.json["score"] == 65)
        let now = try await api.get(
            "/v1/parties/\(stage.party)/rating?role=inviter&asOf=2026-06-10",
            as: stage.officer)
        #expect(now.json["score"] == 100)
    }

    @Test("each move out of order, by the wrong hand, too late or ill stated leaves no trace")
    func refusals() async throws {
        try await CaseStage.at("2026-06-01T02:00:00Z") { stage in
            let event = try await stage.event()
            let path = try await stage.open([event])
            func refused(
                _ name: String, _ token: String, _ body: String = "{}"
            ) async throws -> String {
                try await stage.refused(path, name, as: token, body)
            }
            let head = try await stage.api.registry.head().entry
            #expect(try await refused("serve", stage.officer) == "409 proceeding.outOfOrder")
            #expect(try await refused("nonsense", stage.officer) == "404 proceeding.moveUnknown")
            #expect(try await refused("open", stage.officer) == "409 proceeding.outOfOrder")
            #expect(try await refused("notify", stage.decider) == "403 proceeding.makerOther")
            #expect(try await refused("notify", stage.employer) == "403 proceeding.makerOther")
            #expect(try await refused("notify", stage.stranger) == "404 case.unknown")
            #expect(try await refused("notify", stage.desk) == "403 access.role")
            #expect(try await refused("notify", stage.officer) == "422 member.missing")
            let other = CaseStage.fine(
                "0198c0de-0000-7000-8000-000000000001", unit: "1.00", texts: Self.notice)
            #expect(
                try await refused("notify", stage.officer, other) == "422 proceeding.eventOther")
            #expect(
                try await refused(
                    "notify", stage.officer,
                    CaseStage.fine(event, unit: "9999.99", texts: Self.notice))
                    == "422 decision.outOfRange")
            let unknown = CaseStage.fine(
                event, unit: "20000.00", texts: Self.notice + #","more":"z""#)
            #expect(try await refused("notify", stage.officer, unknown) == "422 member.unknown")
            #expect(try await stage.api.registry.head().entry == head)

            try await stage.move(
                path, "notify", as: stage.officer,
                CaseStage.fine(event, unit: "20000.00", texts: Self.notice))
            for day in ["2026-05-31", "2026-06-02"] {
                #expect(
                    try await refused(
                        "serve", stage.officer,
                        #"{"facts":{"servedOn":"\#(day)","service":"personal"}}"#)
                        == "422 value.outOfRange")
            }
            try await stage.move(
                path, "serve", as: stage.officer,
                #"{"facts":{"servedOn":"2026-06-01","service":"personal"}}"#)
            let statement = #"{"texts":{"statement":"Too late."}}"#
            try await stage.put("2026-06-08T16:00:00Z")
            #expect(
                try await refused("reply", stage.employer, statement)
                    == "409 proceeding.outOfOrder")
        }
    }

    @Test("one act is proceeded against once, and fined once")
    func once() async throws {
        try await CaseStage.at("2026-06-01T02:00:00Z") { stage in
            let event = try await stage.event()
            _ = try await stage.open([event])
            let again = try await stage.api.post(
                "/v1/cases", as: stage.colleague,
                """
                {"party":"\(stage.party)","role":"inviter","proceeding":"cn.penalty",\
                "events":["\(event)"],"texts":{"grounds":"Again."}}
                """)
            #expect(again.status == 409)
            #expect(again.string("code") == "proceeding.sameAct")
        }
    }

    @Test("the act of two years ago is out of time, and that of the day after is not")
    func limitation() async throws {
        try await CaseStage.at("2026-06-01T02:00:00Z") { stage in
            for (day, isOpen) in [
                ("2024-05-31", false), ("2024-06-01", true), ("2024-06-02", true),
            ] {
                let event = try await stage.event(on: day)
                let reply = try await stage.api.post(
                    "/v1/cases", as: stage.officer,
                    """
                    {"party":"\(stage.party)","role":"inviter","proceeding":"cn.penalty",\
                    "events":["\(event)"],"texts":{"grounds":"An old letter."}}
                    """)
                #expect(reply.status == (isOpen ? 201 : 422), "\(day): \(reply.text)")
                #expect(isOpen || reply.string("code") == "proceeding.barredByTime")
            }
        }
    }

    @Test("a party reads its own case without what is for officers, and no other's")
    func reading() async throws {
        try await CaseStage.at("2026-06-01T02:00:00Z") { stage in
            let path = try await stage.open([try await stage.event()])
            let officer = try await stage.api.get(path, as: stage.officer)
            #expect(officer.string("moves.0.texts.grounds") == "A guest told the desk.")
            let own = try await stage.api.get(path, as: stage.employer)
            #expect(own.status == 200)
            #expect(!own.text.contains("guest"))
            #expect(own.json.member("moves.0.by.token") == nil)
            let rival = try await stage.api.registry.issue(
                .employer, party: "0198c0de-0000-7000-8000-000000000001")
            #expect(try await stage.api.get(path, as: rival).status == 404)
            #expect(try await stage.api.get(path, as: stage.stranger).status == 404)
            #expect(try await stage.api.get(path, as: stage.desk).status == 403)
            let listed = try await stage.api.get("/v1/cases?state=opened", as: stage.officer)
            #expect(listed.json.member("cases.0.id") != nil)
            for query in ["state=served", "due=2026-08-30"] {
                let none = try await stage.api.get("/v1/cases?\(query)", as: stage.officer)
                #expect(none.json.member("cases.0") == nil, "\(query)")
            }
            let due = try await stage.api.get("/v1/cases?due=2026-08-31", as: stage.officer)
            #expect(due.json.member("cases.0.id") != nil)
        }
    }

    /// What is answered of the party today.
    private struct Answers: Equatable {
        let score: Int64
        let band: String
        let outcome: String
        /// How many sanctions anyone sees.
        let published: Int
    }

    private static func answers(_ stage: CaseStage) async throws -> Answers {
        let rating = try await stage.api.get(
            "/v1/parties/\(stage.party)/rating?role=inviter", as: stage.officer)
        let check = try await stage.api.get(
            "/v1/eligibility?party=\(stage.party)&role=inviter&route=cn-visa-f&region=CN-44",
            as: stage.desk)
        let sanctions = try await stage.api.get("/v1/sanctions?party=\(stage.party)")
        guard case .integer(let score)? = rating.json["score"],
            case .array(let listed)? = sanctions.json["sanctions"]
        else { return Answers(score: -1, band: rating.text, outcome: check.text, published: -1) }
        return Answers(
            score: score, band: rating.string("band"), outcome: check.string("outcome"),
            published: listed.count)
    }
}
