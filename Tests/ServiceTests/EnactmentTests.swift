// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Service
import Synchronization
import TestSupport
import Testing

@Suite("Law is enacted once, for a day")
struct EnactmentTests {
    /// Lends two daemons of one register with the sample regime as its only law.
    private static func withTwoDaemons(
        _ body: (Registry, Registry) async throws -> Void
    ) async throws {
        try await withTestDatabase(migrated) { connectionString in
            try await withRegistry(at: connectionString, packs: [SamplePack().pack]) { first in
                try await withRegistry(at: connectionString, packs: []) { second in
                    try await body(first, second)
                }
            }
        }
    }

    /// Asks every daemon at once; each answers with the version or the code of its refusal.
    private static func enactAll(
        _ asked: [(registry: Registry, pack: SamplePack, version: String, from: String)]
    ) async throws -> [String] {
        try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for (place, question) in asked.enumerated() {
                group.addTask {
                    do {
                        let done = try await question.registry.enact(
                            "sample@\(question.version)", files: question.pack.pack.files,
                            from: day(question.from), asking: Asking(.administrator))
                        return (place, done.enacted.policy.reference.version)
                    } catch let refusal as Refusal {
                        return (place, refusal.code)
                    }
                }
            }
            var answers = Array(repeating: "", count: asked.count)
            for try await (place, answer) in group { answers[place] = answer }
            return answers
        }
    }

    @Test("of versions for one day, asked for at once of two daemons, one is recorded")
    func sameDay() async throws {
        try await Self.withTwoDaemons { first, second in
            for round in 0..<4 {
                let head = try await first.headEntry()
                let from = "204\(round)-01-01"
                let asked = (0..<8).map { number in
                    let version = "r\(round)-\(number)"
                    return (
                        registry: number % 2 == 0 ? first : second,
                        pack: SamplePack().version(version), version: version, from: from
                    )
                }
                let answers = try await Self.enactAll(asked)
                #expect(answers.filter { $0 == "policy.overlaps" }.count == 7, "\(answers)")
                let won = try #require(answers.first { $0 != "policy.overlaps" })
                #expect(try await first.headEntry() == head + 1)
                for registry in [first, second] {
                    try await registry.refreshLaw()
                    let code = RegimeCode("sample")
                    let found = try registry.shelf.policy(code, on: day(from))
                    #expect(found.reference.version == won)
                    #expect(registry.shelf.versions(of: code).count == round + 2)
                }
            }
            #expect(try await second.verify().findings == [])
        }
    }

    @Test("one version asked for at once for several days is recorded for one of them")
    func sameVersion() async throws {
        try await Self.withTwoDaemons { first, second in
            let asked = (1...6).map { number in
                (
                    registry: number % 2 == 0 ? first : second, pack: SamplePack().version("next"),
                    version: "next", from: "2040-01-0\(number)"
                )
            }
            let answers = try await Self.enactAll(asked)
            #expect(answers.filter { $0 == "next" }.count == 1)
            #expect(answers.filter { $0 == "policy.versionTaken" }.count == 5, "\(answers)")
            #expect(try await first.verify().findings == [])
        }
    }

    @Test("versions for several days to come are all recorded, whichever comes first")
    func otherDays() async throws {
        try await Self.withTwoDaemons { first, second in
            let asked = (1...6).map { number in
                (
                    registry: number % 2 == 0 ? first : second,
                    pack: SamplePack().version("v\(number)"), version: "v\(number)",
                    from: "2040-01-0\(number)"
                )
            }
            #expect(
                try await Self.enactAll(asked).sorted() == ["v1", "v2", "v3", "v4", "v5", "v6"])
            for registry in [first, second] {
                try await registry.refreshLaw()
                for number in 1...6 {
                    let found = try registry.shelf.policy(
                        RegimeCode("sample"), on: day("2040-01-0\(number)"))
                    #expect(found.reference.version == "v\(number)")
                }
            }
        }
    }

    /// Enacts a version of the sample regime; the refusal, or nil where it is enacted.
    private static func refusal(
        of pack: SamplePack, _ version: String, from: CivilDate, by registry: Registry
    ) async throws -> Refusal? {
        do {
            _ = try await registry.enact(
                "sample@\(version)", files: pack.version(version).pack.files, from: from,
                asking: Asking(.administrator))
            return nil
        } catch let refusal as Refusal {
            return refusal
        }
    }

    @Test("a version that follows begins today or later, also before one that is to come")
    func firstDay() async throws {
        try await Self.withTwoDaemons { registry, _ in
            let today = try registry.shelf.policy(RegimeCode("sample"), on: .latest)
                .day(at: registry.clock())
            for (version, days) in [("to-come", 200), ("today", 0), ("tomorrow", 1)] {
                let refusal = try await Self.refusal(
                    of: SamplePack(), version, from: today.adding(days: days), by: registry)
                #expect(refusal == nil, "\(version): \(String(describing: refusal))")
            }
            let past = try await Self.refusal(
                of: SamplePack(), "yesterday", from: today.adding(days: -1), by: registry)
            #expect(past?.code == "policy.overlaps")
            let detail = past?.faults.first?.detail ?? ""
            #expect(detail.contains("from under sample@2025-01-01"), "\(detail)")
            #expect(detail.contains("\(today)"), "\(detail)")
            let before = try await Self.refusal(
                of: SamplePack(), "before", from: day("2024-01-01"), by: registry)
            #expect(before?.code == "policy.overlaps")
            #expect(
                registry.shelf.versions(of: RegimeCode("sample")).map(\.policy.reference.version)
                    == ["2025-01-01", "today", "tomorrow", "to-come"])
        }
    }

    @Test("a version that lacks what records ask for is refused and names it, before and behind")
    func droppedCodes() async throws {
        var without = SamplePack()
        without.files["overrides/fraud.yaml"] = nil
        without.files["indicators/late.yaml"] = nil
        let repealed = SamplePack().replacing(
            "from: 2025-01-01", with: "from: 2025-01-01\n    until: 2040-01-01",
            in: "indicators/late.yaml")
        var more = SamplePack()
        more.files["indicators/later.yaml"] = more.files["indicators/late.yaml"]?.replacing(
            "code: late", with: "code: later")
        try await Self.withTwoDaemons { registry, _ in
            func refusal(
                _ pack: SamplePack, _ version: String, _ from: String
            ) async throws -> Refusal? {
                try await Self.refusal(of: pack, version, from: day(from), by: registry)
            }
            let dropped = try await refusal(without, "without", "2040-01-01")
            #expect(dropped?.code == "policy.dropsCodes" && dropped?.kind == .rule)
            #expect(
                dropped?.faults.map(\.detail)
                    == ["sample@without has no indicators/late on 2025-01-01."])
            let early = try await refusal(repealed, "repealed", "2040-01-02")
            #expect(
                early?.faults.map(\.detail)
                    == ["sample@repealed has no indicators/late on 2040-01-01."])
            #expect(try await refusal(repealed, "repealed", "2040-01-01") == nil)
            // Nobody had a record of late reports after their repeal.
            #expect(try await refusal(repealed, "again", "2041-01-01") == nil)
            let between = try await refusal(more, "more", "2039-01-01")
            #expect(
                between?.faults.map(\.detail)
                    == ["sample@repealed has no indicators/later on 2025-01-01."])
        }
    }

    @Test("a day to come takes effect by itself: not on its eve, but on it and after")
    func dayToCome() async throws {
        let today = SetDay("2030-06-01")
        try await withTestDatabase(migrated) { connectionString in
            let pack = PolicyPack.shipped("cn-model")
            try await withRegistry(at: connectionString, packs: [pack], clock: { today.noon }) {
                registry in
                let code = RegimeCode("cn-model")
                let law = try registry.shelf.policy(code, on: day("2030-06-01")).reference.version
                let party = PartyAddress(try await registry.register())
                _ = try await registry.registrar.submit(
                    GrantAccreditation(.inviter(party), by: .officer(1)))
                let officer = Principal.officer(1)
                let rating = RatingQuestion(party: party, role: .inviter)
                let eligibility = EligibilityQuestion(
                    party: party, role: .inviter, route: RouteCode("cn-visa-f"))
                _ = try await registry.enact(
                    "cn-model@next", files: pack.version("next").withoutCases.files,
                    from: day("2030-06-02"), asking: Asking(.administrator))
                for (now, version) in [
                    ("2030-06-01", law), ("2030-06-02", "next"), ("2030-06-03", "next"),
                ] {
                    today.set(now)
                    let rated = try await registry.rate(rating, by: officer)
                    #expect(rated.asOf == day(now))
                    #expect(rated.policy.version == version, "\(now)")
                    let checked = try await registry.checkEligibility(eligibility, by: .desk)
                    #expect(checked.policy.version == version, "\(now)")
                }
                today.set("2030-06-01")
                let eve = try await registry.checkEligibility(eligibility, by: .desk)
                #expect(eve.decision.validUntil == day("2030-06-01"))
                for (policy, isCapped) in [("cn-model", true), ("cn-model@\(law)", false)] {
                    for knownAt in [KnownAtRequest.now, .entry(eve.knownAt.entry)] {
                        let asked = EligibilityQuestion(
                            party: party, role: .inviter, route: RouteCode("cn-visa-f"),
                            knownAt: knownAt, policy: policy)
                        let named = try await registry.checkEligibility(asked, by: .desk)
                        #expect(
                            (named.decision.validUntil == day("2030-06-01")) == isCapped,
                            "\(policy) \(knownAt)")
                    }
                }
            }
        }
    }
}

/// A day that a test turns on by hand.
private final class SetDay: Sendable {
    private let day: Mutex<CivilDate>

    init(_ text: String) { day = Mutex(ServiceTests.day(text)) }

    /// Noon of the day in China.
    var noon: Instant {
        Instant(
            microsecondsSinceEpoch: Int64(day.withLock { $0.daysSinceEpoch }) * 86_400_000_000
                + 14_400_000_000)
    }

    func set(_ text: String) { day.withLock { $0 = ServiceTests.day(text) } }
}
