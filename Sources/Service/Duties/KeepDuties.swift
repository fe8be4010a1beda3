// SPDX-License-Identifier: Apache-2.0

import Domain
import Logging
import Policy
import Postgres
import Store

/// What a look at the clocks of all duties came to.
public struct DutySweep: Hashable, Sendable {
    /// Duties that were found missed and entered as such.
    public internal(set) var missed = 0
    /// Duties whose last day was told anew because a calendar was published.
    public internal(set) var moved = 0
    /// Duties that could not be entered; the next look tries again.
    public internal(set) var refused = 0

    /// Nothing was over.
    public init() {}
}

extension Registry {
    /// For how long the clocks are not looked at again, whatever the number of daemons.
    public static let dutyPeriod = Duration.seconds(30)
    /// The most duties that are missed in one transaction, so that nobody waits long for its turn.
    public static let dutyPortion = 200

    /// Looks which open duties are over in the legal time of their regimes, and enters that they
    /// were missed, portion by portion; nil where a daemon has looked within the period.
    ///
    /// One daemon takes the look by moving the chore on before it begins, and again before each
    /// further portion; one that dies keeps the others waiting for a period. Correctness hangs on
    /// none of that: each portion is decided under the head lock, and what is missed already is
    /// left alone. `progress` is told of each portion how many duties it held.
    ///
    /// - Throws: `Refusal.unavailable` when the database does not answer.
    @discardableResult
    public func keepDuties(
        every period: Duration = Registry.dutyPeriod,
        progress: @Sendable (_ portion: Int) -> Void = { _ in }
    ) async throws -> DutySweep? {
        let taken = try await Archive.reachable {
            try await withWriter {
                try await $0.fetchOptional(
                    ChoreStore.take, ChoreStore.duties, period.components.seconds)
            }
        }
        guard let now = taken?.at else { return nil }
        let start = ContinuousClock.now
        var sweep = DutySweep()
        do {
            for regime in shelf.regimes {
                let today = try shelf.policy(regime, on: now.day(offsetMinutes: 0)).day(at: now)
                try await miss(in: regime, before: today, &sweep, progress)
            }
        } catch {
            metrics.duties.failures.add()
            throw error
        }
        metrics.duties.duration.observe((ContinuousClock.now - start).microseconds)
        return sweep
    }

    private func miss(
        in regime: RegimeCode, before today: CivilDate, _ sweep: inout DutySweep,
        _ progress: @Sendable (Int) -> Void
    ) async throws {
        var last = DutyPlace(lastDay: .earliest, duty: DutyID(high: 0, low: 0))
        while true {
            let after = last
            let rows = try await Archive.reachable {
                try await withWriter {
                    try await $0.fetchAll(
                        DutyStore.over, regime.text, today, after.lastDay, after.duty,
                        Int64(Self.dutyPortion))
                }
            }
            guard let end = rows.last else { return }
            let results = await registrar.submit(group: rows.map { MissDuty($0.duty) })
            try note(results, &sweep)
            progress(rows.count)
            guard rows.count == Self.dutyPortion else { return }
            last = end
            try Task.checkCancellation()
            _ = try await Archive.reachable {
                try await withWriter { try await $0.execute(ChoreStore.finish, ChoreStore.duties) }
            }
        }
    }

    private func note(
        _ results: [Result<Receipt, any Error>], _ sweep: inout DutySweep
    ) throws {
        for result in results {
            switch result {
            case .success(let receipt):
                for case .dutyChanged(let change, _) in receipt.bodies {
                    if change == .missed { sweep.missed += 1 }
                    if change == .moved { sweep.moved += 1 }
                }
            case .failure(let refusal as Refusal) where refusal.kind == .unavailable:
                throw refusal
            case .failure(let error):
                sweep.refused += 1
                let code = (error as? Refusal)?.code ?? "\(type(of: error))"
                logger.warning("a duty cannot be missed", metadata: ["error": .string(code)])
            }
        }
        let missed = results.count { (try? $0.get())?.bodies.contains(where: \.isMiss) ?? false }
        metrics.duties.missed.add(missed)
    }
}

extension EntryBody {
    fileprivate var isMiss: Bool {
        if case .dutyChanged(.missed, _) = self { true } else { false }
    }
}
