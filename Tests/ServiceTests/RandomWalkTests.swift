// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Service
import Testing

@Suite("Seeded random walks of commands")
struct RandomWalkTests {
    @Test("whatever is entered, the ledger folds to what is stored", arguments: [1, 2, 3])
    func walk(seed: UInt64) async throws {
        try await withRegistry { registry, _ in
            var walk = Walk(registry: registry, generator: SeededGenerator(seed: seed))
            for _ in 0..<220 { await walk.step() }
            #expect(walk.entered > 60)
            #expect(walk.refused > 0)
            #expect(!walk.undertakings.isEmpty && !walk.sanctions.isEmpty)
            let report = try await registry.verify()
            #expect(report.findings == [])
            #expect(report.entries == (try await registry.headEntry()))
            #expect(report.parties == Int64(walk.parties.count))
        }
    }
}

private struct Walk {
    let registry: Registry
    var generator: SeededGenerator
    var parties: [PartyID] = []
    var accreditations: [AccreditationID] = []
    var events: [EventID] = []
    var relations: [RelationID] = []
    var undertakings: [UndertakingID] = []
    var sanctions: [SanctionID] = []
    var entered = 0
    var refused = 0

    private static let indicators: [(Role, String)] = [
        (.inviter, "cn.invitation.false-statement"), (.inviter, "cn.invitation.late-close-out"),
        (.sponsor, "cn.report.late"), (.sponsor, "cn.records.incomplete"),
        (.inviter, "cn.outcome.on-time"), (.recommender, "cn.recommendation.false-statement"),
        (.sponsor, "cn.report.no-such-indicator"),
    ]
    private static let routes: [(Role, String)] = [
        (.inviter, "cn-visa-f"), (.inviter, "cn-visa-m"), (.sponsor, "cn-work-b"),
        (.sponsor, "uk-skilled-worker"), (.inviter, "cn-work-b"),
    ]

    mutating func step() async {
        let command = next()
        do {
            let receipt = try await registry.registrar.submit(command)
            entered += 1
            for body in receipt.bodies { take(body) }
        } catch {
            refused += 1
        }
    }

    private mutating func take(_ body: EntryBody) {
        switch body {
        case .partyRegistered(let party): parties.append(party.id)
        case .accreditationGranted(let accreditation): accreditations.append(accreditation.id)
        case .eventReported(let event): events.append(event.id)
        case .relationRecorded(let relation): relations.append(relation.id)
        case .undertakingChanged(.made, let undertaking): undertakings.append(undertaking.id)
        case .sanctionImposed(let sanction): sanctions.append(sanction.id)
        default: break
        }
    }

    private mutating func next() -> any Command {
        let officer = Principal.officer(UInt64.random(in: 1...2, using: &generator))
        guard let party = parties.randomElement(using: &generator) else {
            return RegisterParty(.sample(), by: officer)
        }
        let address = PartyAddress(party)
        let on = day("2026-01-01").adding(days: Int.random(in: 0...320, using: &generator))
        switch Int.random(in: 0..<30, using: &generator) {
        case 0...2:
            let kind = PartyKind.allCases.randomElement(using: &generator) ?? .organisation
            return RegisterParty(
                .sample(name: "Party \(parties.count)", kind: kind), by: officer)
        case 3...6:
            let (role, route) = Self.routes.randomElement(using: &generator) ?? Self.routes[0]
            return GrantAccreditation(
                GrantAccreditation.Details(
                    party: address, role: role, route: RouteCode(route), regions: [], from: on,
                    expiresOn: Bool.random(using: &generator) ? on.adding(months: 12) : nil,
                    band: route.hasPrefix("uk") ? BandCode("A") : nil, services: []),
                by: officer)
        case 7...8:
            let changes: [ChangeAccreditation.Change] = [
                .suspend, .reinstate, .surrender, .revoke, .assign(BandCode("B")),
            ]
            return ChangeAccreditation(
                accreditations.randomElement(using: &generator)
                    ?? AccreditationID(high: 0, low: 0),
                changes.randomElement(using: &generator) ?? .suspend, on: on, by: officer)
        case 9...14:
            let (role, code) =
                Self.indicators.randomElement(using: &generator) ?? Self.indicators[0]
            return ReportEvent(
                ReportEvent.Details(
                    party: address, role: role, indicator: IndicatorCode(code),
                    state: Bool.random(using: &generator) ? .alleged : .confirmed,
                    occurredOn: on, quantity: Int.random(in: 1...3, using: &generator),
                    note: Bool.random(using: &generator) ? "seen at the office" : nil),
                by: officer)
        case 15...16: return ConfirmEvent(anyEvent(), by: officer)
        case 17...18: return AnnulEvent(anyEvent(), reason: "mistaken", by: officer)
        case 19: return ErasePerson(address, by: .administrator)
        default: return nextTie(of: address, by: officer, on: on)
        }
    }

    /// Something that ties a party to others, or binds it.
    private mutating func nextTie(
        of address: PartyAddress, by officer: Principal, on day: CivilDate
    ) -> any Command {
        let asking = Asking(officer)
        let other = PartyAddress(
            parties.randomElement(using: &generator) ?? PartyID(high: 0, low: 0))
        let undertaking =
            undertakings.randomElement(using: &generator) ?? UndertakingID(high: 0, low: 0)
        func voucher(_ party: PartyAddress) -> MakeUndertaking.Voucher {
            MakeUndertaking.Voucher(party: party, role: .inviter)
        }
        switch Int.random(in: 0..<10, using: &generator) {
        case 0:
            return AmendParty(
                address, .init(name: "Renamed \(entered)", town: .become(nil)), asking: asking)
        case 1:
            let kind = RelationKind.allCases.randomElement(using: &generator) ?? .affiliate
            return RecordRelation(
                kind, of: address, to: other, from: day, until: nil, asking: asking)
        case 2:
            let id = relations.randomElement(using: &generator) ?? RelationID(high: 0, low: 0)
            return EndRelation(id, on: day, asking: asking)
        case 3...5:
            let makes = MakeUndertaking.Details(
                route: RouteCode("cn-visa-f"), region: nil, from: day, until: nil,
                nominee: .init(
                    nationality: "IND", document: "Z\(1000 + entered)", birthDate: day),
                vouchers: Bool.random(using: &generator)
                    ? [voucher(address)] : [voucher(address), voucher(other)])
            return MakeUndertaking(makes, asking: asking)
        case 6:
            return ChangeUndertaking(
                undertaking, .transfer(from: voucher(address), to: voucher(other)), on: day,
                asking: asking)
        case 7:
            return ChangeUndertaking(
                undertaking, .close(OutcomeCode("departed")), on: day, asking: asking)
        case 8:
            return ImposeSanction(
                ImposeSanction.Details(
                    party: address, kind: .bar, from: day,
                    until: Bool.random(using: &generator) ? day.adding(days: 20) : nil,
                    provision: "Art. 1", isPublished: Bool.random(using: &generator)),
                asking: asking)
        default:
            let id = sanctions.randomElement(using: &generator) ?? SanctionID(high: 0, low: 0)
            return LiftSanction(id, on: day, reason: "set aside", asking: asking)
        }
    }

    private mutating func anyEvent() -> EventID {
        events.randomElement(using: &generator) ?? EventID(high: 0, low: 0)
    }
}
