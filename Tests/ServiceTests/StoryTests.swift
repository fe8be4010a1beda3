// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Service
import Testing

@Suite("From an allegation to an explained rating")
struct StoryTests {
    @Test("a violation scores once a second officer confirms it, and no longer once annulled")
    func violation() async throws {
        try await withRegistry { registry, _ in
            let party = try await registry.register()
            let address = PartyAddress(party)
            _ = try await registry.registrar.submit(
                GrantAccreditation(.inviter(address), by: .officer(1)))
            let question = RatingQuestion(party: address, role: .inviter)

            let before = try await registry.rate(question, by: .officer(1))
            #expect(before.rating.band == BandCode("M"))
            #expect(before.rating.contributions.isEmpty)

            let event = try await registry.report(.falseStatement(address))
            let between = try await registry.rate(question, by: .officer(1))
            #expect(between.rating.score == before.rating.score)
            #expect(between.rating.contributions.isEmpty)

            let receipt = try await registry.registrar.submit(
                ConfirmEvent(event, by: .officer(2)))
            let after = try await registry.rate(question, by: .officer(1))
            #expect(after.rating.contributions.map(\.points) == [Points(-35)])
            #expect(after.rating.contributions.first?.event == event)
            let start = try #require(after.rating.start?.points)
            #expect(after.rating.score == start + Points(-35))
            #expect(after.rating.band == BandCode("C"))

            // What was known before the confirmation stays what it was.
            let number = try #require(EntryNumber(receipt.entry.value - 1))
            let known = try await registry.rate(
                RatingQuestion(party: address, role: .inviter, knownAt: .entry(number)),
                by: .officer(1))
            #expect(known.rating.contributions.isEmpty)

            _ = try await registry.registrar.submit(
                AnnulEvent(event, reason: "mistaken identity", by: .officer(2)))
            let annulled = try await registry.rate(question, by: .officer(1))
            #expect(annulled.rating.contributions.isEmpty)
            #expect(annulled.rating.band == BandCode("M"))
            let report = try await registry.verify()
            #expect(report.findings == [])
        }
    }

    @Test("the officer who reported an event may not confirm it")
    func sameOfficer() async throws {
        try await withRegistry { registry, _ in
            let address = PartyAddress(try await registry.register())
            let event = try await registry.report(.falseStatement(address))
            let head = try await registry.headEntry()
            await #expect(throws: Refusal.self) {
                try await registry.registrar.submit(ConfirmEvent(event, by: .officer(1)))
            }
            #expect(try await registry.headEntry() == head)
        }
    }

    @Test("the fast check and the history give one answer, and a proof of its entry verifies")
    func fastAndSlow() async throws {
        try await withRegistry { registry, _ in
            let address = PartyAddress(try await registry.register())
            let receipt = try await registry.registrar.submit(
                GrantAccreditation(.inviter(address), by: .officer(1)))
            let question = EligibilityQuestion(
                party: address, role: .inviter, route: RouteCode("cn-visa-f"))
            let fast = try await registry.checkEligibility(question, by: .desk)
            #expect(fast.decision.outcome == .eligible)
            #expect(fast.decision.reasons.map(\.code) == [.eligible])
            let slow = try await registry.checkEligibility(
                EligibilityQuestion(
                    party: address, role: .inviter, route: RouteCode("cn-visa-f"),
                    knownAt: .entry(receipt.entry)),
                by: .desk)
            #expect(slow.decision == fast.decision)

            let earlier = try await registry.checkEligibility(
                EligibilityQuestion(
                    party: address, role: .inviter, route: RouteCode("cn-visa-f"),
                    asOf: day("2025-12-31")),
                by: .desk)
            #expect(earlier.decision.outcome == .ineligible)
            #expect(earlier.decision.reasons.map(\.code) == [.accreditationNotYet])

            let proof = try await registry.prove(receipt.entry)
            let entry = try await registry.showEntry(receipt.entry, by: .local)
            let checkpoint = try proof.verify(
                entryBytes: entry.bytes, with: try testKeyring().signing.verifierKey)
            #expect(Int64(checkpoint.treeSize) == receipt.entry.value)
        }
    }

    @Test("a party that nobody registered is refused as unknown")
    func unknown() async throws {
        try await withRegistry { registry, _ in
            let nobody = PartyAddress(PartyID(high: 7, low: 7))
            let answer = try await registry.checkEligibility(
                EligibilityQuestion(
                    party: nobody, role: .inviter, route: RouteCode("cn-visa-f")),
                by: .desk)
            #expect(answer.decision.outcome == .ineligible)
            #expect(answer.decision.reasons.map(\.code) == [.partyUnknown])
            #expect(answer.party == nil)
        }
    }
}
