// SPDX-License-Identifier: Apache-2.0

import Domain
import Logging
import Postgres
import Store

extension Registry {
    /// The most counts that one transaction writes.
    private static let portionCount = 2_000

    /// Writes what was counted of look-ups since the last time. Several daemons may write at
    /// once: each adds to what is there.
    ///
    /// What the database does not take is kept for the next time. A connection that is lost
    /// between the commit and its answer makes some look-ups count twice, and none vanish.
    ///
    /// - Throws: `Refusal.unavailable` when the database does not answer.
    public func writeLookUps() async throws {
        let taken = lookUps.take().sorted { Self.comesFirst($0.key, $1.key) }
        var start = 0
        do {
            while start < taken.count {
                let end = min(start + Self.portionCount, taken.count)
                try await write(taken[start..<end])
                start = end
            }
        } catch {
            lookUps.putBack(taken[start...])
            throw error
        }
    }

    /// The last chance to write them. A database that does not answer must not keep a daemon from
    /// ending.
    func writeLastLookUps() async {
        guard !lookUps.isEmpty else { return }
        let writing = Task { try await writeLookUps() }
        let patience = Task {
            try await Task.sleep(for: .seconds(3))
            writing.cancel()
        }
        do {
            try await writing.value
        } catch {
            logger.warning("counts of look-ups are lost", metadata: ["error": "\(type(of: error))"])
        }
        patience.cancel()
    }

    /// Counts that `principal` looked at a party.
    func note(_ purpose: LookUpPurpose, of party: PartyID, by principal: Principal) {
        lookUps.count(party, for: purpose, by: principal, at: clock())
    }

    private func write(
        _ portion: ArraySlice<(key: LookUpTally.Key, value: LookUpTally.Count)>
    ) async throws {
        try await Archive.reachable {
            try await writers.withConnection { connection in
                _ = try await connection.execute(
                    LookUpStore.add, portion.map(\.key.party),
                    portion.map { LookUpTally.instant(ofHour: $0.key.hour) },
                    portion.map(\.key.token), portion.map(\.key.purpose.rawValue),
                    portion.map(\.value.role.rawValue), portion.map(\.value.authority?.text),
                    portion.map { Int64($0.value.lookUps) })
            }
        }
        lookUps.noteWritten(portion.reduce(0) { $0 + $1.value.lookUps })
    }

    /// Every daemon writes in the same order: two that meet wait for each other once.
    private static func comesFirst(_ left: LookUpTally.Key, _ right: LookUpTally.Key) -> Bool {
        if left.party != right.party { return left.party < right.party }
        if left.hour != right.hour { return left.hour < right.hour }
        if left.token != right.token { return left.token < right.token }
        return left.purpose.rawValue < right.purpose.rawValue
    }
}
