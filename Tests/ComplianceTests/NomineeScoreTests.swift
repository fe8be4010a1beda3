// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Testing

@Suite("Points of nominees")
struct NomineeScoreTests {
    private func score(
        _ facts: [String: JSONValue], on asOf: String = "2026-06-01"
    ) throws -> NomineeScore {
        let policy = try PolicyLoader.load(try DocumentedPack().pack)
        var nomination = Nomination()
        nomination.nominee = .init(
            facts: facts.map { JSONValue.Member($0.key, $0.value) }, place: nil)
        return try NomineeScore(
            of: nomination, by: NomineePointsCode("example.points"), role: .sponsor,
            policy: policy, on: day(asOf))
    }

    private func points(_ item: String, _ facts: [String: JSONValue]) throws -> Points? {
        try score(facts).items.first { $0.code.text == item }?.points
    }

    private func decimal(_ text: String) -> JSONValue {
        ExactDecimal(text).map { JSONValue($0) } ?? .null
    }

    @Test(
        "a row of numbers holds its edge or leaves it to the next",
        arguments: [
            ("39999.99", 0), ("40000", 30), ("59999.99", 30), ("60000", 40), ("60000.01", 40),
        ])
    func numbers(salary: String, expected: Int) throws {
        #expect(try points("salary", ["salary": decimal(salary)]) == Points(expected))
    }

    @Test(
        "whole numbers leave no gap, and nothing lies beyond the rows",
        arguments: [(17, 0), (18, 10), (25, 10), (26, 20), (45, 20), (46, 0)])
    func ages(age: Int64, expected: Int) throws {
        #expect(try points("age", ["age": .integer(age)]) == Points(expected))
    }

    @Test(
        "each whole year beyond the second brings one more, up to the most",
        arguments: [
            ("1.9", 0), ("2", 5), ("2.9", 5), ("3", 6), ("16.9", 19), ("17", 20), ("18", 20),
            ("60", 20), ("-3", 0),
        ])
    func years(years: String, expected: Int) throws {
        #expect(try points("years", ["yearsOfWork": decimal(years)]) == Points(expected))
    }

    @Test(
        "a stated number is cut at the most and at zero", arguments: [(-1, 0), (10, 10), (11, 10)])
    func stated(bonus: Int64, expected: Int) throws {
        #expect(try points("bonus", ["bonus": .integer(bonus)]) == Points(expected))
    }

    @Test("the first row that holds counts, and any one of a list is enough")
    func rows() throws {
        #expect(try points("education", ["degree": "doctor"]) == Points(30))
        #expect(try points("education", ["degree": "master"]) == Points(20))
        #expect(try points("education", ["degree": "none"]) == .zero)
        #expect(try points("merit", ["prize": true, "yearsOfWork": .integer(30)]) == Points(5))
        #expect(try points("merit", ["yearsOfWork": .integer(29)]) == .zero)
    }

    @Test("nothing stated brings nothing, and no row is named")
    func nothing() throws {
        let score = try score([:])
        #expect(score.total == .zero && score.band == nil)
        #expect(score.items.count == 7)
        #expect(score.items.allSatisfy { $0.points == .zero && $0.row == nil })
    }

    @Test("the row that gave the points is named, by its title or by its condition")
    func named() throws {
        let score = try score([
            "salary": .integer(40_000), "degree": "master", "yearsOfWork": .integer(4),
        ])
        let rows = score.items.map { $0.row?.en }
        #expect(
            rows == [
                "≥ 40000, < 60000", nil, "“Degree” = master", "5 at 2, and 1 for each of 2 more",
                nil, nil, nil,
            ])
        #expect(score.source == "Sponsorship Act 2025, schedule, table 3")
    }

    @Test("the sum is cut at the common most, and the class takes its edge")
    func total() throws {
        let most: [String: JSONValue] = [
            "salary": .integer(60_000), "age": .integer(30), "degree": "doctor",
            "yearsOfWork": .integer(17), "bonus": .integer(10),
        ]
        #expect(try score(most).total == Points(100))
        let edge: [String: JSONValue] = [
            "salary": .integer(60_000), "age": .integer(30), "yearsOfWork": .integer(17),
        ]
        #expect(try score(edge).total == Points(80))
        #expect(try score(edge).band?.text == "high")
        let below = edge.merging(["yearsOfWork": .integer(16)]) { $1 }
        #expect(try score(below).total == Points(79))
        #expect(try score(below).band?.text == "fit")
    }

    @Test("a direct way counts where it is better than the total")
    func direct() throws {
        let score = try score(["prize": true])
        #expect(score.total == Points(5))
        #expect(score.band?.text == "high")
        #expect(score.direct?.en == "Called by the state")
    }

    @Test("an item takes points off, down to its least, by facts of nominee and party")
    func takenOff() throws {
        #expect(try points("overstay", ["overstayed": true]) == Points(-20))
        #expect(try points("overstay", ["overstayed": false]) == .zero)
        let policy = try PolicyLoader.load(try DocumentedPack().pack)
        var nomination = Nomination()
        nomination.nominee = .init(
            facts: [.init("salary", .integer(60_000)), .init("age", .integer(26))], place: nil)
        nomination.partyFacts = [.init("recordsComplete", false)]
        let score = try NomineeScore(
            of: nomination, by: NomineePointsCode("example.points"), role: .sponsor,
            policy: policy, on: day("2026-06-01"))
        #expect(score.items.last?.points == Points(-5))
        #expect(score.items.last?.row?.en == "Sponsor without records")
        #expect(score.total == Points(55) && score.band == nil)
    }

    @Test(
        "what an item takes off by a number ends at its least",
        arguments: [("-19.999", "-19.999"), ("-20", "-20"), ("-20.001", "-20"), ("1", "0")])
    func least(stated: String, expected: String) throws {
        let files = try DocumentedPack().pack.files.map { file in
            guard file.path == "nomineePoints/example.points.yaml" else { return file }
            let range = try #require(file.text.firstRange(of: "min: -20\n"))
            let end = try #require(file.text.firstRange(of: "    direct:"))
            return PolicyFile(
                path: file.path,
                text: file.text[..<range.upperBound] + "        stated: bonus\n"
                    + file.text[end.lowerBound...])
        }
        let policy = try PolicyLoader.load(PolicyPack(name: "example", files: files))
        var nomination = Nomination()
        nomination.nominee = .init(facts: [.init("bonus", decimal(stated))], place: nil)
        let score = try NomineeScore(
            of: nomination, by: NomineePointsCode("example.points"), role: .sponsor,
            policy: policy, on: day("2026-06-01"))
        let wanted = try #require(ExactDecimal(expected).flatMap { Points($0) })
        #expect(score.items.last?.points == wanted)
    }

    @Test("an item that must bring its points is short below them")
    func needed() throws {
        let items = try [39_999, 40_000, 40_001].map { salary in
            try score(["salary": .integer(salary)]).items[0]
        }
        #expect(items.map(\.isShort) == [true, false, false])
        #expect(items.map(\.needed) == [Points(30), Points(30), Points(30)])
    }

    @Test("before the table is in force there is an error and no score")
    func notInForce() throws {
        #expect(throws: PolicyError.self) { try score([:], on: "2024-12-31") }
    }
}
