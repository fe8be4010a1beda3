// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

/// The case of the pages on the format, from move to move.
private struct Course {
    let policy: Policy
    let event: EventRecord
    private(set) var moves: [ProceedingMove] = []

    static let code = ProceedingCode("example.case")

    init(_ pack: PolicyPack, occurredOn: String = "2026-02-02") throws {
        policy = try PolicyLoader.load(pack)
        event = EventRecord(
            id: EventID(high: 3, low: 3), role: .sponsor, regime: policy.code,
            indicator: IndicatorCode("example.late-report"), state: .alleged,
            occurredOn: day(occurredOn), reportedOn: day(occurredOn), quantity: 1, grades: [],
            facts: [], isVoluntaryDisclosure: false, origin: nil, note: nil, evidence: [],
            reporter: TokenID(high: 5, low: 5))
    }

    private var record: ProceedingRecord? {
        moves.isEmpty
            ? nil
            : ProceedingRecord(
                id: ProceedingID(high: 4, low: 4), kind: .penaltyCase, regime: policy.code,
                code: Self.code, role: .sponsor, authority: nil, events: [event.id], moves: moves)
    }

    /// What comes of a move on a day, or the code of its refusal.
    func step(
        _ name: String, on date: String, _ facts: [String: String] = [:]
    ) -> Result<ProceedingStep, ProceedingRefusal> {
        let rule = try? policy.procedure.proceeding(Self.code, on: day(date)).value
        let move = rule?.move(MoveCode(name))
        let role = move?.makers.first ?? .auditor
        let texts = move?.fields.compactMap { field in
            if case .text(let name) = field.kind { name } else { nil }
        }
        let question = ProceedingQuestion(
            dossier: Dossier(
                party: PartyRecord(
                    id: PartyID(high: 1, low: 1), kind: .organisation, name: .open("A"),
                    town: nil, region: RegionCode("ZZ"), regime: policy.code, identifiers: [],
                    facts: [.init("sizeClass", "small")])),
            record: record, code: Self.code, role: .sponsor, events: [event], day: day(date))
        let asked = ProceedingAsked(
            move: MoveCode(name),
            facts: facts.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) },
            texts: texts ?? [],
            evidence: [Digest32(Array(repeating: 7, count: 32))].compactMap(\.self))
        return Result { () throws(ProceedingRefusal) in
            try ProceedingRules.step(
                asked.withoutEvidence(unless: move), by: Self.maker(role), in: question,
                policy: policy)
        }
    }

    /// Makes a move that must succeed, and gives what comes of it.
    @discardableResult
    mutating func made(
        _ name: String, on date: String, _ facts: [String: String] = [:]
    ) throws -> ProceedingStep {
        let step = try step(name, on: date, facts).get()
        moves.append(
            ProceedingMove(
                name: MoveCode(name), outcome: step.outcome, day: day(date),
                actor: Self.maker(.regulator).actor, state: step.state, isFinal: step.isFinal,
                dueOn: step.dueOn, lapses: step.lapses, days: step.days,
                facts: facts.map { .init($0.key, .string($0.value)) }))
        return step
    }

    private static func maker(_ role: PrincipalRole) -> ProceedingMaker {
        ProceedingMaker(
            actor: Actor(token: TokenID(high: 8, low: 8), role: role, authority: nil),
            seat: .same, hasSuperior: false)
    }

    /// A case whose notice was handed over on Monday 2 March 2026: due on Wednesday 1 April.
    static func served(_ pack: PolicyPack) throws -> Course {
        var course = try Course(pack)
        try course.made("open", on: "2026-03-02")
        try course.made("notify", on: "2026-03-02")
        try course.made(
            "serve", on: "2026-03-02", ["sentOn": "2026-03-02", "service": "personal"])
        return course
    }
}

extension ProceedingAsked {
    /// The same without documents where the move takes none.
    fileprivate func withoutEvidence(unless move: ProceedingMoveRule?) -> ProceedingAsked {
        let takes = move?.fields.contains { $0.kind == .evidence } ?? false
        return takes ? self : ProceedingAsked(move: self.move, facts: facts, texts: texts)
    }
}

@Suite("Clocks of a proceeding")
struct ProceedingClockTests {
    private let pack: PolicyPack

    init() throws { pack = try DocumentedPack().pack.withoutCases }

    @Test("a clock begins with the day that is stated, and what comes of itself after it")
    func starts() throws {
        let course = try Course.served(pack)
        let last = try #require(course.moves.last)
        #expect(last.days.map(\.step) == ["received", "due"])
        #expect(last.days.map(\.day) == [day("2026-03-02"), day("2026-04-01")])
        #expect(last.dueOn == day("2026-04-01"))
        #expect(last.lapses.map(\.from) == [day("2026-04-02")])
        #expect(last.lapses.map(\.state.text) == ["unanswered"])
    }

    @Test("a suspension ends with the day that the law names")
    func suspension() throws {
        var course = try Course(pack)
        try course.made("open", on: "2026-03-02")
        try course.made("notify", on: "2026-03-02")
        let step = try course.made(
            "serve", on: "2026-03-03", ["sentOn": "2026-03-02", "service": "personal"])
        #expect(step.effects == [.lift, .suspend])
        let suspension = try #require(step.imposed.first)
        #expect(step.imposed.count == 1 && suspension.kind == .suspension)
        #expect(suspension.from == day("2026-03-03") && suspension.until == day("2026-04-02"))
        #expect(suspension.bearer == .party && suspension.size == .none)
        #expect(!suspension.isPublished && suspension.events == [course.event.id])
        #expect(suspension.provision == "Sponsorship Act 2025, ss 30 to 39")
    }

    @Test("without a last day a suspension holds until it is lifted")
    func endless() throws {
        var course = try Course(
            pack.replacing(
                "        suspendedUntil: { clock: example.finding, step: due }\n", with: "",
                in: "proceedings/example.case.yaml"))
        try course.made("open", on: "2026-03-02")
        try course.made("notify", on: "2026-03-02")
        let step = try course.made(
            "serve", on: "2026-03-02", ["sentOn": "2026-03-02", "service": "personal"])
        #expect(step.imposed.map(\.until) == [nil])
    }

    @Test(
        "a day is put off as far as the clock lets it, and never brought forward",
        arguments: [
            ("2026-03-31", "clock.extensionBack"), ("2026-04-01", nil), ("2026-04-02", nil),
            ("2026-05-01", nil), ("2026-05-02", "clock.extensionTooLong"),
        ] as [(String, String?)])
    func extended(until: String, refused: String?) throws {
        let course = try Course.served(pack)
        switch course.step("extend", on: "2026-03-20", ["extendedTo": until]) {
        case .success(let step):
            #expect(refused == nil)
            // The first of May is a holiday: what is to be done then is done on Monday the 4th.
            let last = until == "2026-05-01" ? day("2026-05-04") : day(until)
            #expect(step.days.map(\.day) == [day("2026-03-02"), last])
            #expect(step.dueOn == last && step.lapses.map(\.from) == [last.adding(days: 1)])
        case .failure(let refusal):
            #expect(refusal.code == refused && refusal.pointer == "/facts")
        }
    }

    @Test("any other day lies in the past")
    func ahead() throws {
        var course = try Course(pack)
        try course.made("open", on: "2026-03-02")
        try course.made("notify", on: "2026-03-02")
        for (sentOn, isPossible) in [
            ("2026-03-01", false), ("2026-03-02", true), ("2026-03-03", false),
        ] {
            let found = course.step(
                "serve", on: "2026-03-02", ["sentOn": sentOn, "service": "personal"])
            #expect(((try? found.get()) != nil) == isPossible, "\(sentOn)")
        }
    }

    @Test("the days for which a clock stood still are added to it")
    func halted() throws {
        var course = try Course.served(pack)
        try course.made("reply", on: "2026-03-05")
        #expect(try course.made("halt", on: "2026-03-10").days == [])
        // Ten days from the 10th to the 19th: Saturday 11 April, moved to Monday.
        let resumed = try course.made("resume", on: "2026-03-20")
        #expect(resumed.days.map(\.day) == [day("2026-03-02"), day("2026-04-13")])
        // Halted and resumed on one day it stood still for no day more.
        try course.made("halt", on: "2026-03-23")
        #expect(
            try course.made("resume", on: "2026-03-23").days.map(\.day)
                == [day("2026-03-02"), day("2026-04-13")])
        // Two more days: the twelfth is Monday the 13th itself.
        try course.made("halt", on: "2026-03-23")
        #expect(
            try course.made("resume", on: "2026-03-25").days.map(\.day)
                == [day("2026-03-02"), day("2026-04-13")])
        try course.made("halt", on: "2026-03-26")
        #expect(
            try course.made("resume", on: "2026-03-27").days.map(\.day)
                == [day("2026-03-02"), day("2026-04-14")])
    }

    @Test("what was put off does not come back for having stood still")
    func both() throws {
        var course = try Course.served(pack)
        try course.made("extend", on: "2026-03-04", ["extendedTo": "2026-04-20"])
        try course.made("reply", on: "2026-03-05")
        try course.made("halt", on: "2026-03-10")
        let resumed = try course.made("resume", on: "2026-03-20")
        #expect(resumed.days.map(\.day) == [day("2026-03-02"), day("2026-04-20")])
    }

    @Test("a notice that is served again begins its window afresh, with all its days")
    func again() throws {
        var course = try Course.served(pack)
        try course.made("extend", on: "2026-03-04", ["extendedTo": "2026-04-20"])
        try course.made("notify", on: "2026-03-09")
        let served = try course.made(
            "serve", on: "2026-03-09", ["sentOn": "2026-03-09", "service": "personal"])
        #expect(served.dueOn == day("2026-04-08"))
    }

    @Test(
        "limitation cuts off the opening after its last day, and nothing else",
        arguments: [("2028-02-01", true), ("2028-02-02", true), ("2028-02-03", false)])
    func limitation(date: String, isPossible: Bool) throws {
        let course = try Course(pack)
        let found = course.step("open", on: date)
        #expect(((try? found.get()) != nil) == isPossible)
        if case .failure(let refusal) = found {
            #expect(refusal.code == "proceeding.barredByTime")
        }
        var late = try Course(pack)
        try late.made("open", on: "2028-02-02")
        try late.made("notify", on: "2028-02-10")
    }

    @Test("a move that limitation names is cut off, too")
    func limitationOfAnother() throws {
        var course = try Course(
            pack.replacing(
                "moves: [open] }", with: "moves: [notify] }",
                in: "proceedings/example.case.yaml"))
        try course.made("open", on: "2028-03-01")
        guard case .failure(let refusal) = course.step("notify", on: "2028-03-01") else {
            Issue.record("It is not too late.")
            return
        }
        #expect(refusal.code == "proceeding.barredByTime")
    }
}
