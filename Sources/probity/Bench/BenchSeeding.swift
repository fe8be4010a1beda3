// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

/// Fills a register with the parties that are measured, through the one write path.
///
/// The parties of a group are entered by one transaction, in the order of their places. So what
/// is there is always a beginning of the sequence, and seeding goes on behind it.
struct BenchSeeding: Sendable {
    let registry: Registry
    let register: BenchRegister

    init(_ registry: Registry) throws {
        self.registry = registry
        self.register = try BenchRegister(registry)
    }

    /// How many parties of the sequence are there, at most `limit`.
    func partyCount(upTo limit: Int = BenchRegister.largestPlace) async throws -> Int {
        var (low, high) = (0, 1)
        while high < limit, try await holds(high - 1) { (low, high) = (high, high * 2) }
        high = min(high, limit)
        while low < high {
            let middle = low + (high - low) / 2
            if try await holds(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Enters what is missing of the first `partyCount` parties, and gives how many entries that
    /// took.
    func seed(partyCount: Int, eventCount: Int) async throws -> Int {
        let bar = ProgressBar(unit: "parties")
        bar.begin("Entering parties")
        defer { bar.end() }
        var place = try await self.partyCount(upTo: partyCount)
        let first = place
        let step = max(1, Registrar.batchCount / (eventCount + 3))
        var entered = 0
        while place < partyCount {
            let end = min(place + step, partyCount)
            let commands = try (place..<end).flatMap {
                try register.commands($0, eventCount: eventCount)
            }
            try await enter(commands)
            entered += commands.count
            place = end
            bar.update(done: Int64(place - first), of: Int64(partyCount - first))
        }
        return entered
    }

    /// Enters the parties, then one event of each after the other, and again: as events come in
    /// over the years. It begins with an empty register only.
    func seedInTurns(partyCount: Int, eventCount: Int) async throws -> Int {
        guard try await self.partyCount(upTo: 1) == 0 else {
            throw Failure.input("events come in turns into an empty register only.")
        }
        var entered = try await seed(partyCount: partyCount, eventCount: 0)
        let bar = ProgressBar(unit: "events")
        bar.begin("Entering events in turns")
        defer { bar.end() }
        var random = SplitMix(seed: 0)
        let total = Int64(partyCount * eventCount)
        var done: Int64 = 0
        for turn in 0..<eventCount {
            for place in stride(from: 0, to: partyCount, by: Registrar.batchCount) {
                let end = min(place + Registrar.batchCount, partyCount)
                try await enter(
                    (place..<end).map { try register.report(of: $0, turn, &random) })
                done += Int64(end - place)
                bar.update(done: done, of: total)
            }
        }
        entered += Int(done)
        return entered
    }

    /// Enters what is missing of the events of the one party that has far more than any other.
    func seedLargest(eventCount: Int) async throws -> Int {
        let place = BenchRegister.largestPlace
        let bar = ProgressBar(unit: "events")
        bar.begin("Entering events of one party")
        defer { bar.end() }
        if try await !holds(place) {
            try await enter(try register.commands(place, eventCount: 0))
        }
        let address = PartyAddress(try BenchRegister.identifier(place))
        let found = try await registry.archive.find(address, as: .local)
        guard let party = found?.party else { throw Refusal.partyUnknown }
        let dossier = try await registry.archive.dossier(of: party, as: .local).dossier
        let first = dossier?.events.count ?? 0
        var count = first
        var random = SplitMix(seed: UInt64(first))
        while count < eventCount {
            let end = min(count + Registrar.batchCount, eventCount)
            let commands = try (count..<end).map { _ in
                ReportEvent(try register.event(of: place, &random), by: .local)
            }
            try await enter(commands)
            count = end
            bar.update(done: Int64(count - first), of: Int64(eventCount - first))
        }
        return count - first
    }

    /// How many of a thousand random parties are ineligible.
    func ineligiblePerMille(of partyCount: Int) async throws -> Int {
        var random = SplitMix(seed: 11)
        let questions = try (0..<1_000).map { _ in
            try register.question(Int.random(in: 0..<partyCount, using: &random))
        }
        let answers = try await registry.checkEligibility(all: questions, by: .local)
        return try answers.count { try $0.get().decision.outcome == .ineligible }
    }

    private func holds(_ place: Int) async throws -> Bool {
        let address = PartyAddress(try BenchRegister.identifier(place))
        return try await registry.reader.lookUp(address).party != nil
    }

    /// A command that is refused here is a fault of the sequence.
    private func enter(_ commands: [any Command]) async throws {
        try Task.checkCancellation()
        for result in await registry.registrar.submit(group: commands) { _ = try result.get() }
    }
}
