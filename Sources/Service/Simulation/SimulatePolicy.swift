// SPDX-License-Identifier: Apache-2.0

public import Domain
import Foundation
import Policy
import Postgres
import Store

extension Registry {
    /// Rates the whole register under a version of the law, enacted or not, beside the one in
    /// force. Nothing is written.
    ///
    /// One pass over the register in the order of its parties, as of one position of the ledger:
    /// rows are rated while others still arrive, on every core, and what is held does not grow with
    /// the register. An officer tries it on the parties of the own territory.
    ///
    /// `progress` is told how many parties were rated.
    ///
    /// - Throws: `Refusal`; `PolicyError` when a version has no bands on the day.
    public func simulate(
        _ simulation: PolicySimulation, by principal: Principal,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> PolicySimulationAnswer {
        try Access.demand(principal, .simulatePolicy, .register)
        let code = simulation.draft.code
        let asOf = simulation.asOf ?? simulation.draft.day(at: clock())
        let against =
            try simulation.against.map { try shelf.policy(named: $0, on: asOf, at: "/against") }
            ?? shelf.policy(code, on: asOf)
        guard against.code == code else { throw Self.otherRegime(code) }
        let draftBands = try simulation.draft.bands(on: asOf).value
        let againstBands = try against.bands(on: asOf).value
        let comparison = PolicyComparison(
            draft: simulation.draft, against: against, asOf: asOf,
            territory: principal.territory, withAllMeasures: simulation.withAllMeasures)
        // An officer's rows are those of the territory; whoever keeps the law sees all.
        let reader = principal.role == .regulator ? principal : .local
        let pass = RegisterPass(
            regime: code, comparison: comparison, moverCount: simulation.moverCount,
            withAccreditations: draftBands.basis != .score || againstBands.basis != .score)
        let (sums, head) = try await Archive.reachable {
            try await queries.read(as: reader, .showing, .repeatableRead) { connection in
                let head = try await connection.fetchOne(LedgerStore.head)
                return (try await pass.run(on: connection, progress: progress), head)
            }
        }
        var ranks: [BandCode: Int] = [:]
        for (rank, band) in draftBands.bands.enumerated() { ranks[band.code] = rank }
        return PolicySimulationAnswer(
            draft: simulation.draft.reference, against: against.reference, asOf: asOf,
            knownAt: KnownAt(entry: head.size, at: head.recordedAt),
            ratingCount: sums.ratingCount, failureCount: sums.failureCount, ways: sums.ways,
            assessesAlike: comparison.assessesAlike, measures: sums.measures,
            leftOutCount: sums.leftOutCount, unweighedCount: sums.unweighedCount,
            currencies: (against.currency, simulation.draft.currency),
            movedCount: sums.movedCount, movers: sums.movers, ranks: ranks)
    }

    private static func otherRegime(_ code: RegimeCode) -> Refusal {
        Refusal.invalid([
            InputFault(
                pointer: "/against", code: "policy.otherRegime",
                detail: "A version of \(code) is held against another version of \(code).")
        ])
    }
}

/// One pass over the register.
private struct RegisterPass: Sendable {
    let regime: RegimeCode
    let comparison: PolicyComparison
    let moverCount: Int
    let withAccreditations: Bool

    /// About as many bytes of parties are rated at a time.
    private static let batchByteCount = 512 * 1_024
    /// More than cores, so that none waits for the next batch.
    private static let taskCount = ProcessInfo.processInfo.activeProcessorCount + 1

    func run(
        on connection: Connection, progress: @Sendable (Int) -> Void
    ) async throws -> SimulationSums {
        _ = try await connection.fetchOne(RegisterCopy.plan)
        let stream = try await connection.copyOut(
            RegisterCopy.rows(of: regime, withAccreditations: withAccreditations))
        return try await withThrowingTaskGroup(of: (Int, SimulationSums).self) { group in
            var cutter = RegisterCopyCutter()
            var startedCount = 0
            var collected = Collected(moverCount: moverCount)
            var running = 0
            var chunks = stream.makeAsyncIterator()
            while let chunk = try await chunks.next() {
                try cutter.take(chunk)
                if cutter.byteCount >= Self.batchByteCount {
                    if running >= Self.taskCount, let done = try await group.next() {
                        collected.add(done)
                        running -= 1
                        progress(collected.partyCount)
                    }
                    start(startedCount, cutter.handOver(), collected.moversLeft, in: &group)
                    startedCount += 1
                    running += 1
                }
            }
            start(
                startedCount, cutter.handOver(isLast: true), collected.moversLeft, in: &group)
            while let done = try await group.next() { collected.add(done) }
            progress(collected.partyCount)
            return collected.sums
        }
    }

    /// What a batch holds is read by the task that rates it. Why a party moves is worked out of no
    /// more parties than may still be told.
    private func start(
        _ number: Int, _ rows: [UInt8], _ moversLeft: Int,
        in group: inout ThrowingTaskGroup<(Int, SimulationSums), any Error>
    ) {
        group.addTask {
            var sums = SimulationCount(comparison, moverCount: moversLeft)
            var reader = RegisterCopyReader(rows)
            var party: RegisteredParty?
            while let row = try reader.next() {
                if party?.id != row.party {
                    if let party { try sums.add(party) }
                    party = RegisteredParty(row.party)
                }
                party?.take(row.content, of: regime)
            }
            if let party { try sums.add(party) }
            return (number, sums.sums)
        }
    }
}

/// Puts what came of the batches together in their order, whichever is done first.
private struct Collected {
    private let moverCount: Int
    private var waiting: [Int: SimulationSums] = [:]
    private var next = 0
    private(set) var sums = SimulationSums()

    var partyCount: Int { sums.ratingCount }

    /// How many movers may still be told, of batches behind those that are put together.
    var moversLeft: Int { moverCount - sums.movers.count }

    init(moverCount: Int) { self.moverCount = moverCount }

    mutating func add(_ done: (number: Int, sums: SimulationSums)) {
        waiting[done.number] = done.sums
        while let first = waiting.removeValue(forKey: next) {
            sums.add(first, moverCount: moverCount)
            next += 1
        }
    }
}

extension Registry {
    /// How many ratings there are under a regime, about: for those who watch a long pass.
    ///
    /// - Throws: `Refusal.unavailable` when the database does not answer.
    public func ratedCount(under regime: RegimeCode) async throws -> Int {
        try await Archive.reachable {
            try await queries.read(as: .local, .showing, .readCommitted) { connection in
                Int(try await connection.fetchOne(RegisterCopy.count, regime.text))
            }
        }
    }
}
