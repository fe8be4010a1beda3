// SPDX-License-Identifier: Apache-2.0

import Domain
import Postgres
import Store

/// What daemons tidy up in the background, once a period whatever their number.
public enum Chore: String, Hashable, Sendable, CaseIterable {
    /// Requests that were answered over 30 days ago are forgotten.
    case forgetRequests = "requests.forget"
    /// Counts of look-ups that are over 400 days old are forgotten.
    case forgetLookUps = "lookUps.forget"
    /// What was to be told outside over 400 days ago is forgotten.
    case forgetMessages = "outbox.forget"

    /// How old a row may grow, in days, by this daemon's clock and by the database's.
    public var keptDays: Int {
        switch self {
        case .forgetRequests: 30
        case .forgetLookUps, .forgetMessages: 400
        }
    }

    fileprivate var statement: Statement<Int64> {
        switch self {
        case .forgetRequests: IdempotencyStore.forget
        case .forgetLookUps: LookUpStore.forget
        case .forgetMessages: OutboxStore.forget
        }
    }
}

extension Registry {
    /// For how long a chore stays done.
    public static let chorePeriod = Duration.seconds(3_600)
    /// The most rows that go in one transaction, so that nobody waits long for its locks.
    public static let chorePortion = 5_000

    /// Does a chore if it is due and no other daemon is at it, portion by portion, and gives how
    /// many rows went; nil when there was nothing to be done here.
    ///
    /// Each portion is a transaction of its own that locks the chore's row. A daemon that dies
    /// lets go of it with its session, and the chore stays due until somebody finishes it.
    ///
    /// - Throws: `Refusal.unavailable` when the database does not answer.
    @discardableResult
    public func doChore(
        _ chore: Chore, every period: Duration = Registry.chorePeriod
    ) async throws -> Int? {
        var gone: Int?
        while let portion = try await doPortion(of: chore, every: period) {
            gone = (gone ?? 0) + portion
            try Task.checkCancellation()
            if portion < Self.chorePortion { break }
        }
        return gone
    }

    private func doPortion(of chore: Chore, every period: Duration) async throws -> Int? {
        let keptSeconds = Int64(chore.keptDays) * 86_400
        let limit = clock().adding(microseconds: -keptSeconds * 1_000_000)
        return try await Archive.reachable {
            try await writers.transaction { connection in
                let claimed = try await connection.fetchOptional(
                    ChoreStore.claim, chore.rawValue, period.components.seconds)
                guard claimed != nil else { return nil }
                let gone = try await connection.fetchOne(
                    chore.statement, limit, Int64(Self.chorePortion), keptSeconds)
                if gone < Self.chorePortion {
                    _ = try await connection.execute(ChoreStore.finish, chore.rawValue)
                }
                return Int(gone)
            }
        }
    }
}
