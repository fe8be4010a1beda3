// SPDX-License-Identifier: Apache-2.0

import Foundation
import LawFixtures
import Policy
import Testing

@Suite("The Canadian pack and the official Schedule 2")
struct CanadianGridTests {
    /// One cell changed, and what the comparison says of it.
    struct Change: CustomTestStringConvertible {
        let file: String
        let old: String
        let new: String
        let says: String

        var testDescription: String { says }

        static let all = [
            Change(
                file: "indicators/ca.irpr.17.reprisals.yaml", old: "violationType: C",
                new: "violationType: B", says: "Table 1, item 17"),
            Change(
                file: "indicators/ca.irpr.30.health-care.yaml", old: "209.3(1)(a)(xiv)",
                new: "209.3(1)(a)(xv)", says: "Table 1, item 30"),
            Change(
                file: "tables/ca.penalty.yaml", old: "give: [500,", new: "give: [501,",
                says: "Table 2, 2 points, [\"A\", \"small\"]: not 500"),
            Change(
                file: "tables/ca.bar.yaml", old: "[1, 2, 5]", new: "[1, 2, 10]",
                says: "Table 3, 8 points, [\"C\"]: not 5 years"),
            Change(
                file: "assessments/ca.violation.yaml", old: "C: [2, 3, 4]", new: "C: [1, 3, 4]",
                says: "Table 4, Type C, 1: not 2"),
            Change(
                file: "assessments/ca.violation.yaml", old: "atMost: 10", new: "atMost: 9",
                says: "Table 5 from 2022-09-26"),
        ]
    }

    @Test(
        "every cell of Tables 1 to 5 is the same",
        .enabled(if: CanadianSchedule.isPresent, CanadianSchedule.whyNot))
    func same() throws {
        let policy = try PolicyLoader.load(try Self.pack())
        #expect(try CanadianGrid(schedule: CanadianSchedule(), policy: policy).differences() == [])
    }

    @Test(
        "one cell that differs is found",
        .enabled(if: CanadianSchedule.isPresent, CanadianSchedule.whyNot),
        arguments: Change.all)
    func differs(change: Change) throws {
        let shipped = try Self.pack()
        let files = try shipped.files.map { file in
            guard file.path == change.file else { return file }
            let place = try #require(file.text.range(of: change.old, options: .backwards))
            return PolicyFile(
                path: file.path, text: file.text.replacingCharacters(in: place, with: change.new))
        }
        let policy = try PolicyLoader.load(PolicyPack(name: shipped.name, files: files))
        let found = try CanadianGrid(schedule: CanadianSchedule(), policy: policy).differences()
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix(change.says) == true)
    }

    private static func pack() throws -> PolicyPack {
        try #require(ShippedRegimes.packs.first { $0.name == "ca-irpr" })
    }
}
