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
        #expect(score.items.count == 6)
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
                nil, nil,
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

    @Test("before the table is in force there is an error and no score")
    func notInForce() throws {
        #expect(throws: PolicyError.self) { try score([:], on: "2024-12-31") }
    }
}
