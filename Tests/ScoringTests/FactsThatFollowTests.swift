// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("The day on which other facts follow")
struct FactsThatFollowTests {
    /// A law in which facts follow in every way: from counts, sums and rates, with and without a
    /// window, from time gone by, from each other, and from other things since a day.
    private static let law = Result {
        try turningPack().replacing(
            "  - { name: grave, of: event,",
            with: """
                  - name: watched
                    of: party
                    kind: boolean
                    title: { en: Watched, zh: 关注 }
                    derived:
                      values:
                        - from: 2022-01-01
                          until: 2024-07-01
                          source: "Act of 2022, s 11"
                          verified: true
                          rows:
                            - give: true
                              when:
                                count:
                                  of: [late]
                                  months: 6
                                  where: { fact: grave, equals: true }
                                atLeast: 1
                        - from: 2024-07-01
                          source: "Act of 2024, s 11"
                          verified: true
                          rows:
                            - give: true
                              when: { count: { of: any, period: quarter }, atLeast: 2 }
                            - give: false
                              when:
                                rate: { of: [late], among: [outing], days: 200, minimumExposure: 2 }
                                above: 40
                  - name: heavy
                    of: party
                    kind: integer
                    title: { en: Heavy, zh: 重 }
                    derived:
                      values:
                        - from: 2022-01-01
                          source: "Act of 2022, s 12"
                          verified: true
                          rows:
                            - give: 3
                              when: { sum: { of: any, fact: amount, months: 9 }, above: 200 }
                            - { give: 2, when: { count: { of: [lie] }, atLeast: 2 } }
                  - name: admittedOn
                    of: party
                    kind: date
                    title: { en: Admitted, zh: 准入日 }
                    derived:
                      values:
                        - from: 2022-01-01
                          source: "Act of 2022, s 13"
                          verified: true
                          rows: [{ give: "2024-03-31", when: { fact: heavy, atLeast: 3 } }]
                  - name: seasoned
                    of: party
                    kind: boolean
                    title: { en: Seasoned, zh: 老练 }
                    derived:
                      values:
                        - from: 2022-01-01
                          source: "Act of 2022, s 14"
                          verified: true
                          rows:
                            - give: true
                              when:
                                fact: admittedOn
                                since: { unit: months, atLeast: 5, below: 11 }
                            - give: false
                              when: { fact: establishedOn, since: { unit: years, atMost: 2 } }
                  - { name: grave, of: event,
                """, in: "facts.yaml"
        ).policy()
    }

    /// A dossier at random under that law.
    private static func dossier(_ seed: UInt64) throws -> (Dossier, Policy) {
        let policy = try law.get()
        var random = RandomDossier(
            seed: seed, policy: policy, role: .sponsor, from: day("2022-06-01"),
            to: day("2026-12-31"))
        var dossier = try random.make()
        for _ in 0..<seed % 4 {
            for event in try random.make().events.values {
                try dossier.apply(.eventReported(event))
            }
        }
        return (dossier, policy)
    }

    /// What follows on one day, gone through event by event, with nothing kept from other days.
    private static func exhaustive(
        _ dossier: Dossier, _ policy: Policy, on day: CivilDate
    ) -> [DerivedFact] {
        let events = dossier.events.values.filter {
            $0.state == .confirmed && $0.role == .sponsor && $0.occurredOn <= day
        }
        func value(_ aggregate: EventAggregate) -> ExactRatio? {
            let window: EventWindow? =
                switch aggregate {
                case .count(let selection), .sum(let selection, _): selection.window
                case .rate(let rate): rate.window
                case .points(_, let window): window
                case .results: nil
                }
            let within = events.filter { window?.takes($0.occurredOn, on: day) ?? true }
            return aggregate.value(
                of: within.map {
                    CountedEvent(
                        indicator: $0.indicator, occurredOn: $0.occurredOn, quantity: $0.quantity,
                        count: 1, isVoluntaryDisclosure: $0.isVoluntaryDisclosure, facts: $0.facts,
                        policy: policy)
                }, on: day, role: .sponsor, kind: dossier.party.kind)
        }
        return policy.derivedFacts(
            of: PredicateSubject(
                role: .sponsor, kind: dossier.party.kind, facts: dossier.party.facts, asOf: day,
                aggregate: value
            ) { codes in
                events.count { codes.isEmpty || codes.contains($0.indicator) }
            }, on: day)
    }

    @Test("is the one that is found by asking every day", arguments: 1...24 as ClosedRange<UInt64>)
    func walk(seed: UInt64) throws {
        let (dossier, policy) = try Self.dossier(seed)
        let first = day("2022-03-01")
        // Four years after the last event nothing is left that could turn.
        let days = (0..<3_300).map { first.adding(days: $0) }
        let following = days.map { Self.exhaustive(dossier, policy, on: $0) }
        var next: CivilDate?
        for place in days.indices.reversed() {
            if place + 1 < days.count, following[place + 1] != following[place] {
                next = days[place + 1]
            }
            guard (place + Int(seed)) % 23 == 0 || next == days[place].adding(days: 1) else {
                continue
            }
            let found = try PartyFactsThatFollow(
                of: dossier, role: .sponsor, policy: policy, on: days[place])
            #expect(found.facts == following[place], "\(days[place])")
            #expect(found.until == next, "\(days[place])")
            if found.until != next { return }
        }
    }

    @Test("the walks come by every fact and by every way in which one ends")
    func covered() throws {
        var values: [String: Set<JSONValue>] = [:]
        for seed in 1...24 as ClosedRange<UInt64> {
            let (dossier, policy) = try Self.dossier(seed)
            for offset in stride(from: 0, to: 2_000, by: 20) {
                let day = day("2022-03-01").adding(days: offset)
                for fact in Self.exhaustive(dossier, policy, on: day) {
                    values[fact.name, default: []].insert(fact.value)
                }
            }
        }
        #expect(
            values == [
                "watched": [true, false], "heavy": [2, 3], "admittedOn": ["2024-03-31"],
                "seasoned": [true, false],
            ])
    }

    @Test("is found as soon among very many events", .timeLimit(.minutes(1)))
    func crowd() throws {
        let policy = try Self.law.get()
        var dossier = Dossier(
            party: PartyRecord(
                id: PartyID(high: 1, low: 1), kind: .organisation, name: .open("A"), town: nil,
                region: RegionCode("ZZ"), regime: policy.code, identifiers: [], facts: []))
        let first = day("2022-02-01")
        for number in 0..<20_000 {
            let occurredOn = first.adding(days: number / 12)
            let event = EventRecord(
                id: EventID(high: 3, low: UInt64(number)), role: .sponsor, regime: policy.code,
                indicator: IndicatorCode(["late", "lie", "outing"][number % 3]), state: .confirmed,
                occurredOn: occurredOn, reportedOn: occurredOn, quantity: 1 + number % 5,
                grades: [], facts: [.init("amount", .integer(Int64(number % 7)))],
                isVoluntaryDisclosure: false, origin: nil, note: nil, evidence: [],
                reporter: TokenID(high: 4, low: 1))
            try dossier.apply(.eventReported(event))
        }
        // For a year and a half something happens on each day, and nothing follows from it.
        let asOf = day("2025-03-01")
        let found = try PartyFactsThatFollow(
            of: dossier, role: .sponsor, policy: policy, on: asOf)
        #expect(found.until == day("2026-10-01"))
        for (day, isSame) in [(asOf, true), (day("2026-09-30"), true), (day("2026-10-01"), false)] {
            let facts = Self.exhaustive(dossier, policy, on: day)
            #expect((facts == found.facts) == isSame, "\(day)")
        }
    }
}
