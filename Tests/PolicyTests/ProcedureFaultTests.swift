// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

@Suite("Faults in duties, repairs, displays, shares, units and clocks")
struct ProcedureFaultTests {
    struct Planted: Sendable, CustomTestStringConvertible {
        let file: String
        let old: String
        let new: String
        let says: String

        init(_ file: String, _ old: String, _ new: String, _ says: String) {
            self.file = file
            self.old = old
            self.new = new
            self.says = says
        }

        var testDescription: String { says }
    }

    private static let closeOut = "duties/example.close-out.yaml"
    private static let cure = "repairs/example.cure.yaml"
    private static let display = "displays/example.display.yaml"
    private static let clock = "clocks/example.finding.yaml"
    private static let account = "clocks/example.account.yaml"
    private static let weighing = "assessments/example.violation.yaml"
    private static let joint = "sharing/example.joint.yaml"

    private static let planted: [Planted] = [
        .init(
            closeOut, "{ undertaking: closed }", "{ undertaking: closed, review: opened }",
            "A duty is raised by exactly one thing."),
        .init(
            closeOut, "undertaking: closed", "review: closed", "“review” can only be “opened”."),
        .init(closeOut, "undertaking: closed", "undertaking: lost", "“lost” is no known"),
        .init(
            closeOut, "{ days: 30, calendar: example-days, onHoliday: next }",
            "{ workingDays: 30 }", "Working days and holidays need a calendar."),
        .init(
            closeOut, "days: 30, calendar", "days: 30, months: 1, calendar",
            "A length is told in exactly one unit."),
        .init(
            closeOut, "missed: { indicator: example.late-report }",
            "missed: { indicator: example.tea }", "No indicator “example.tea” stands"),
        .init(
            closeOut, "missed: { indicator: example.late-report }",
            "missed: { indicator: example.false-letter, quantity: daysLate }",
            "“example.false-letter” counts once, and not by the days late."),
        .init(
            closeOut, "extension: { days: 14 }", "extension: { days: -1 }",
            "“days” must be a whole number."),
        .init(
            closeOut, "remind: [14, 3]", "remind: [14, 0]",
            "A reminder comes a whole number of days before the last one."),
        .init(
            closeOut, "remind: [14, 3]", "remind: [367]",
            "A reminder comes a whole number of days before the last one."),
        .init(
            closeOut, "remind: [14, 3]", "remind: [3, 3]", "This reminder stands here already."),
        .init(
            "duties/example.reply.yaml", "step: due", "step: tea",
            "The clock “example.finding” has no step “tea”; it has received, due."),
        .init(
            "duties/example.reply.yaml", "clock: example.finding", "clock: example.tea",
            "No clock “example.tea” stands"),
        .init(
            cure, "{ months: 6, clean: true, when: { fact: violationType, equals: grave } }",
            "{ months: 6 }", "What follows this is never reached."),
        .init(cure, "percent: 80", "percent: 100.5", "“percent” is no part of a hundred."),
        .init(cure, "paid: paid", "paid: promise", "The fact “promise” is no number"),
        .init(cure, "fact: promise", "fact: tea", "No fact “tea” of the event, indicator"),
        .init(
            display, "{ atLeast: 3, atMost: 12 }", "{ atLeast: 13, atMost: 12 }",
            "No time lies between these months."),
        .init(
            display, "displayed: false", "displayed: true",
            "It cannot be told whether this class is displayed."),
        .init(display, "code: minor", "code: serious", "The class “serious” stands here twice."),
        .init("units.yaml", "amount: 330.00", "amount: 330.001", "“amount” is no money."),
        .init(
            "units.yaml", "until: 2026-04-01", "until: 2026-03-01",
            "No value is in force from 2026-03-01"),
        .init(weighing, "of: penalty-unit", "of: tea-unit", "No unit “tea-unit” stands"),
        .init(weighing, "fraction: 1/5", "fraction: 6/5", "“fraction” is no part of a whole."),
        .init(weighing, "units: 240", "units: 0", "“units” must be a number above 0."),
        .init(weighing, "for: responsiblePerson", "for: nobody", "“nobody” is no known for."),
        .init(clock, "extension: { days: 30 }", "extension: { weeks: 3 }", "exactly one unit"),
        .init(
            account, "month: 3, day: 31", "month: 4, day: 31",
            "The month 4 has no day 31 in any year."),
        .init(
            account, "month: 5, day: 1, years: 1", "month: 13, day: 1",
            "“month” must be a whole number."),
        .init(account, "month: 5, day: 1, years: 1", "month: 5", "“day” is missing."),
        .init(
            account, "{ on: { month: 5, day: 1, years: 1 } }",
            "{ endOf: year, on: { month: 5, day: 1 } }", "A length is counted from one day."),
        .init(
            account, "{ on: { month: 5, day: 1, years: 1 } }",
            "{ days: 1, months: 1, on: { month: 5, day: 1 } }", "exactly one unit"),
        .init(account, "{ on: { month: 5, day: 1, years: 1 } }", "{ on: may }", "A mapping of"),
        .init(clock, "stops: true", "stops: perhaps", "“stops” must be true or false."),
        .init(joint, "percent: 50", "percent: 0", "“percent” is no share."),
        .init(joint, "percent: 30", "percent: 100.001", "“percent” is no share."),
        .init(joint, "role: inviter", "role: guarantor", "The regime has no role “guarantor”."),
        .init(joint, "role: inviter", "role: sponsor", "“sponsor” stands here twice."),
        .init(joint, "kind: affiliate", "kind: successor", "“successor” stands here twice."),
        .init(joint, "kind: affiliate", "kind: friend", "“friend” is no known kind."),
        .init(joint, "hops: 2", "hops: 6", "“hops” must be a whole number."),
        .init(joint, "example.false-letter", "example.tea", "No indicator “example.tea” stands"),
    ]

    @Test("a planted fault is reported with its file and line", arguments: planted)
    func reported(_ planted: Planted) throws {
        let faults = try DocumentedPack().pack
            .replacing(planted.old, with: planted.new, in: planted.file).faults()
        let found = faults.first { $0.message.contains(planted.says) }
        #expect(found?.file == planted.file, "\(faults)")
        #expect((found?.line ?? 0) > 0)
        #expect(found?.cure.isEmpty == false)
    }

    @Test("an event that two files display, repair or share is a fault")
    func twice() throws {
        let pack = try DocumentedPack().pack
        for (path, word) in [
            (Self.display, "displayed"), (Self.cure, "repaired"), (Self.joint, "shared"),
        ] {
            let file = try #require(pack.files.first { $0.path == path })
            let folder = path.prefix { $0 != "/" }
            let code = path.dropFirst(folder.count + 1).dropLast(".yaml".count)
            let other = PolicyFile(
                path: "\(folder)/other.yaml",
                text: "code: other" + file.text.dropFirst("code: \(code)".count))
            let faults = #expect(throws: PolicyFaults.self) {
                try PolicyLoader.load(PolicyPack(name: pack.name, files: pack.files + [other]))
            }
            #expect(
                faults?.faults.map(\.message).contains { $0.contains("is \(word) by “\(code)”") }
                    == true)
        }
    }

    @Test("a description tells duties, repairs, displays, shares and units")
    func described() throws {
        let policy = try PolicyLoader.load(try DocumentedPack().pack)
        let description = PolicyDescription(policy, on: day("2026-06-01"))
        guard case .array(let units)? = description.json["units"],
            case .array(let duties)? = description.json["duties"],
            case .array(let repairs)? = description.json["repairs"],
            case .array(let displays)? = description.json["displays"]
        else {
            Issue.record("A part is not described.")
            return
        }
        #expect(units.map { $0["amount"] } == [330])
        #expect(
            duties.map { $0["code"] } == [
                "example.close-out", "example.reply", "example.yearly-account",
            ])
        #expect(duties[2]["due"]?["on"] == ["month": 4, "day": 30, "years": 1])
        #expect(duties[2]["due"]?["calendarDays"] == nil)
        #expect(duties[0]["due"]?["calendarDays"] == 30)
        #expect(duties[1]["due"]?["step"] == "due")
        #expect(repairs[0]["decided"]?["workingDays"] == 15)
        guard case .array(let classes)? = displays[0]["classes"] else {
            Issue.record("The display has no classes.")
            return
        }
        #expect(classes[0]["months"] == ["atLeast": 3, "atMost": 12])
        let sharing = description.json["sharing"]
        guard case .array(let rules)? = sharing, case .array(let ways)? = rules[0]["relations"]
        else {
            Issue.record("The shares are not described.")
            return
        }
        #expect(ways.map { $0["hops"] } == [2, 1])
        #expect(ways.map { $0["reaches"] } == ["both", "first"])
        #expect(ways.map { $0["monthsBeforeStart"] } == [0, 24])
        let text = description.text(in: .en)
        #expect(text.contains("sponsor 100 %, inviter 50 %, recommender 20 %, affiliate × 30 %"))
        for words in ["30 calendarDays", "example.finding, due", "Within thirty days 80 %"] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(text.contains("sponsor: 30 April of the next year"))
        #expect(text.contains("the next 31 March / 1 May of the next year"))
        #expect(description.text(in: .zh).contains("下一个 3 月 31 日 / 次年 5 月 1 日"))
    }
}
