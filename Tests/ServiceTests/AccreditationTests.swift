// SPDX-License-Identifier: Apache-2.0

import Domain
import Postgres
import Service
import Testing

@Suite("Granting and changing accreditations")
struct AccreditationTests {
    private static func granted(
        _ registry: Registry, _ details: GrantAccreditation.Details,
        by principal: Principal = .officer(1)
    ) async throws -> AccreditationID {
        let receipt = try await registry.registrar.submit(
            GrantAccreditation(details, by: principal))
        let subject = try #require(receipt.subject)
        return AccreditationID(high: subject.high, low: subject.low)
    }

    private static func code(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return "entered"
        } catch {
            return (error as? Refusal)?.code ?? "\(error)"
        }
    }

    private static func visits(
        _ party: PartyAddress, regions: [String] = [], from: String = "2026-01-01",
        expiresOn: String? = nil, services: [String] = []
    ) -> GrantAccreditation.Details {
        GrantAccreditation.Details(
            party: party, role: .inviter, route: RouteCode("cn-visa-f"),
            regions: regions.map { RegionCode($0) }, from: day(from),
            expiresOn: expiresOn.map(day), band: nil, services: services.map { ServiceCode($0) })
    }

    @Test("two grants may not overlap in days and regions, and may stand side by side otherwise")
    func overlap() async throws {
        try await withRegistry { registry, _ in
            let party = PartyAddress(try await registry.register())
            _ = try await Self.granted(
                registry,
                Self.visits(party, regions: ["CN-44"], expiresOn: "2026-07-01"))
            let grants: [(GrantAccreditation.Details, String)] = [
                (
                    Self.visits(
                        party, regions: ["CN-44"], from: "2026-06-30", expiresOn: "2026-08-01"),
                    "accreditation.standsAlready"
                ),
                (
                    Self.visits(
                        party, regions: ["CN-44-01"], from: "2026-06-30",
                        expiresOn: "2026-07-01"),
                    "accreditation.standsAlready"
                ),
                (
                    Self.visits(party, from: "2025-01-01", expiresOn: "2026-01-02"),
                    "accreditation.standsAlready"
                ),
                (
                    Self.visits(party, regions: ["CN-44"], from: "2026-07-01"), "entered"
                ),
                (Self.visits(party, regions: ["CN-31"]), "entered"),
                (
                    Self.visits(party, from: "2025-01-01", expiresOn: "2026-01-01"), "entered"
                ),
            ]
            for (details, expected) in grants {
                let code = await Self.code {
                    _ = try await registry.registrar.submit(
                        GrantAccreditation(details, by: .officer(1)))
                }
                #expect(code == expected)
            }
        }
    }

    @Test("an officer of a province grants leave for places in it, and for no others")
    func territory() async throws {
        try await withRegistry { registry, _ in
            let party = PartyAddress(try await registry.register())
            for (regions, expected) in [
                (["CN-31"], "access.territory"), ([], "access.territory"),
                (["CN-44", "CN-31"], "access.territory"), (["CN-44-01"], "entered"),
            ] {
                let code = await Self.code {
                    _ = try await registry.registrar.submit(
                        GrantAccreditation(
                            Self.visits(party, regions: regions),
                            by: .officer(1, territory: "CN-44")))
                }
                #expect(code == expected)
            }
        }
    }

    @Test("a surrender ahead does not shield from suspension or revocation before it")
    func urgent() async throws {
        try await withRegistry { registry, _ in
            let party = PartyAddress(try await registry.register())
            let id = try await Self.granted(registry, Self.visits(party))
            let today = try registry.today(under: RegimeCode("cn-model"))
            let moves: [(ChangeAccreditation.Change, CivilDate, String)] = [
                (.surrender, today.adding(months: 6), "entered"),
                (.suspend, today, "entered"),
                (.suspend, today, "accreditation.suspendedAlready"),
                (.reinstate, today.adding(days: -1), "accreditation.outOfOrder"),
                (.services([]), today, "accreditation.servicesUnchanged"),
                (.revoke, today, "entered"),
                (.reinstate, today, "accreditation.ended"),
                (.revoke, today.adding(months: 13), "accreditation.ended"),
            ]
            for (change, on, expected) in moves {
                let code = await Self.code {
                    _ = try await registry.registrar.submit(
                        ChangeAccreditation(id, change, on: on, by: .officer(1)))
                }
                #expect(code == expected)
            }
            let answer = try await registry.checkEligibility(
                EligibilityQuestion(party: party, role: .inviter, route: RouteCode("cn-visa-f")),
                by: .desk)
            #expect(answer.decision.outcome == .ineligible)
            #expect(answer.decision.reasons.first?.code == .accreditationRevoked)
            #expect(try await registry.verify().findings == [])
        }
    }

    @Test("a change more than twelve months ahead is refused as a slip of the pen")
    func farAhead() async throws {
        try await withRegistry { registry, _ in
            let party = PartyAddress(try await registry.register())
            let id = try await Self.granted(registry, Self.visits(party))
            let today = try registry.today(under: RegimeCode("cn-model"))
            for (on, expected) in [
                (today.adding(months: 12).adding(days: 1), "accreditation.tooFarAhead"),
                (CivilDate.latest, "accreditation.tooFarAhead"),
                (today.adding(months: 12), "entered"),
            ] {
                let code = await Self.code {
                    _ = try await registry.registrar.submit(
                        ChangeAccreditation(id, .suspend, on: on, by: .officer(1)))
                }
                #expect(code == expected)
            }
        }
    }

    @Test("an event confirmed at once is determined today, whatever day it says it was reported")
    func determination() async throws {
        try await withRegistry { registry, _ in
            let party = try await registry.register()
            let details = ReportEvent.Details(
                party: PartyAddress(party), role: .inviter,
                indicator: IndicatorCode("cn.invitation.false-statement"), state: .confirmed,
                occurredOn: day("2024-01-01"), reportedOn: day("2024-01-02"))
            let event = try await registry.report(details)
            let view = try await registry.showParty(PartyAddress(party), by: .officer(1))
            let today = try registry.today(under: RegimeCode("cn-model"))
            #expect(view.dossier.events[event]?.determinedOn == today)
        }
    }

    @Test("what a natural person is known by stays out of the ledger")
    func personalIdentifiers() async throws {
        try await withRegistry { registry, _ in
            let identifier = try Identifier(parsing: "gb-crn:06472420")
            let code = await Self.code {
                _ = try await registry.register(
                    .sample(kind: .soleTrader, identifiers: [identifier]))
            }
            #expect(code == "party.identifierOfPerson")
            let report = await Self.code {
                let party = PartyAddress(try await registry.register())
                var details = ReportEvent.Details.falseStatement(party)
                details = ReportEvent.Details(
                    party: party, role: details.role, indicator: details.indicator,
                    state: .alleged, occurredOn: details.occurredOn,
                    origin: EventOrigin(system: "desk", id: "Wang Xiulan, passport E1234"))
                _ = try await registry.report(details)
            }
            #expect(report == "request.invalid")
        }
    }

    @Test("a note made after an erasure is kept, and can be erased again")
    func noteAfterErasure() async throws {
        try await withRegistry { registry, _ in
            let party = try await registry.register(.sample(kind: .person))
            let address = PartyAddress(party)
            let results = await registry.registrar.submit(group: [
                ErasePerson(address, by: .administrator),
                ReportEvent(.falseStatement(address, note: "afterwards"), by: .officer(1)),
            ])
            for result in results { _ = try result.get() }
            #expect(try await Self.texts(registry) == 1)
            _ = try await registry.registrar.submit(ErasePerson(address, by: .administrator))
            #expect(try await Self.texts(registry) == 0)
            #expect(try await registry.verify().findings == [])
        }
    }

    private static func texts(_ registry: Registry) async throws -> Int64 {
        try await registry.withQuery(as: .local) { connection in
            try await connection.fetchOne(
                "SELECT count(*) AS count FROM probity.personal_text", as: Int64.self)
        }
    }
}
