// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Intake
import Service
import Testing

@Suite("Importing editions of a foreign register")
struct ImportTests {
    private static let header = "Organisation Name,Town/City,County,Type & Rating,Route\n"
    private static let regime = RegimeCode("uk-worker")

    private static func edition(_ date: String, _ rows: [String]) throws -> String {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("probity-import-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent("\(date)_register.csv")
        let text = header + rows.map { $0 + "\n" }.joined()
        try Data(text.utf8).write(to: file)
        return file.path
    }

    private static let first = [
        "Alpha Ltd,Leeds,,Worker (A rating),Skilled Worker",
        "Beta Ltd,York,,Worker (B rating),Skilled Worker",
        "Gamma Ltd,Hull,,Worker (A rating),Skilled Worker",
        "Mrs Ann Example t/a Example Care,Bath,,Worker (A rating),Skilled Worker",
    ]
    private static let second = [
        "ALPHA LTD,Leeds,,Worker (A (Premium)),Skilled Worker",
        "Beta Ltd,York,,Worker (A rating),Skilled Worker",
        "Delta Ltd,Hove,,Worker (A rating),Skilled Worker",
        "Mrs Ann Example t/a Example Care,Bath,,Worker (A rating),Skilled Worker",
    ]

    @Test("a later edition becomes entries with the span in which each change came about")
    func difference() async throws {
        try await withRegistry { registry, _ in
            let one = try await registry.importEdition(
                path: try Self.edition("2021-01-01", Self.first), regime: Self.regime,
                by: .local)
            #expect(one.newSponsors == 4)
            #expect(one.granted == 4)
            let two = try await registry.importEdition(
                path: try Self.edition("2021-03-01", Self.second), regime: Self.regime,
                by: .local)
            #expect(two.newSponsors == 1)
            #expect(two.granted == 1)
            #expect(two.serviceChanges == 1)
            #expect(two.ratingChanges.map(\.name) == ["Beta Ltd"])
            #expect(two.ratingChanges.map(\.before) == [BandCode("B")])
            #expect(two.ratingChanges.map(\.after) == [BandCode("A")])
            #expect(two.left == 1)
            #expect(two.departed.map(\.name) == ["Gamma Ltd"])
            let gone = try #require(two.departed.first)
            let view = try await registry.showParty(PartyAddress(gone.party), by: .local)
            let end = try #require(view.dossier.accreditationsInOrder.first?.end)
            #expect(end.reason == .leftRegister)
            #expect(end.ended.description == "2021-01-01…2021-03-01")
            #expect(try await registry.verify().findings == [])
        }
    }

    @Test(
        "a departed sponsor is answered by the day asked",
        arguments: [
            ("2021-01-01", Outcome.eligible, ReasonCode.eligible),
            ("2021-01-02", .conditional, .accreditationUncertain),
            ("2021-02-28", .conditional, .accreditationUncertain),
            ("2021-03-01", .ineligible, .accreditationExpired),
        ])
    func departed(_ date: String, _ outcome: Outcome, _ reason: ReasonCode) async throws {
        try await withRegistry { registry, _ in
            for (date, rows) in [("2021-01-01", Self.first), ("2021-03-01", Self.second)] {
                _ = try await registry.importEdition(
                    path: try Self.edition(date, rows), regime: Self.regime, by: .local)
            }
            let gamma = try Identifier(
                scheme: .ukRegister, value: RegisterIdentity.value(name: "Gamma Ltd", town: "Hull"))
            let answer = try await registry.checkEligibility(
                EligibilityQuestion(
                    party: PartyAddress(gamma), role: .sponsor,
                    route: RouteCode("uk-skilled-worker"), asOf: day(date)),
                by: .desk)
            #expect(answer.decision.outcome == outcome)
            #expect(answer.decision.reasons.map(\.code) == [reason])
        }
    }

    @Test("the same edition imported again writes nothing; an older one is refused")
    func again() async throws {
        try await withRegistry { registry, _ in
            let path = try Self.edition("2021-03-01", Self.second)
            _ = try await registry.importEdition(path: path, regime: Self.regime, by: .local)
            let head = try await registry.headEntry()
            let again = try await registry.importEdition(
                path: path, regime: Self.regime, by: .local)
            #expect(again.isKnown)
            await #expect {
                try await registry.importEdition(
                    path: try Self.edition("2021-01-01", Self.first), regime: Self.regime,
                    by: .local)
            } throws: {
                ($0 as? Refusal)?.code == "edition.outOfOrder"
            }
            #expect(try await registry.headEntry() == head)
        }
    }

    @Test("a sponsor that left and is listed again has returned")
    func returned() async throws {
        try await withRegistry { registry, _ in
            let editions = [
                ("2021-01-01", Self.first), ("2021-03-01", Self.second),
                ("2021-05-01", Self.second + [Self.first[2]]),
            ]
            var last: ImportReport?
            for (date, rows) in editions {
                last = try await registry.importEdition(
                    path: try Self.edition(date, rows), regime: Self.regime, by: .local)
            }
            #expect(last?.returned == 1)
            #expect(last?.granted == 0)
            #expect(last?.newSponsors == 0)
        }
    }

    @Test("an edition with less than half of the sponsors before is refused as cut off")
    func massDeparture() async throws {
        try await withRegistry { registry, _ in
            _ = try await registry.importEdition(
                path: try Self.edition("2021-01-01", Self.first), regime: Self.regime,
                by: .local)
            let head = try await registry.headEntry()
            await #expect {
                try await registry.importEdition(
                    path: try Self.edition("2021-03-01", [Self.first[0]]),
                    regime: Self.regime, by: .local)
            } throws: {
                ($0 as? Refusal)?.code == "edition.massDeparture"
            }
            #expect(try await registry.headEntry() == head)
        }
    }
}
